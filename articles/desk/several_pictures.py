"""Several pictures at once into the library: each file is taken or refused by itself."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from articles import pictures
from articles.models import Image
from newsroom.lib import images

MOST = 10  # each takes a second or two of the request
TO_DESCRIBE = "?texts=lacking&whose=mine"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """[UploadedFile]; what each of them is, is found out later."""

    def clean(self, data, initial=None):
        sent = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if len(sent) > MOST:
            raise forms.ValidationError(f"Choose {MOST} files at a time, not {len(sent)}.")
        return sent


class SeveralForm(forms.Form):
    files = FilesField(
        label="Pictures",
        help_text=f"Up to {MOST} at a time: JPEG, PNG, WebP or AVIF. Describe each on its own page then.",
        widget=FilesInput(attrs={"accept": ",".join(sorted(images.CONTENT_TYPES.values()))}),
    )
    credit = Image._meta.get_field("credit").formfield(label="Credit of all of them")
    rights_until = Image._meta.get_field("rights_until").formfield(
        label="Last day on which they may be shown",
        help_text="Empty where they may always be",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def add_several(desk, request):
    if not desk.has_add_permission(request):
        raise PermissionDenied
    form = SeveralForm(request.POST, request.FILES) if request.method == "POST" else SeveralForm()
    if form.is_valid():
        said = form.cleaned_data
        texts = {name: said[name] for name in ("credit", "rights_until")}
        added = [_taken(request, sent, texts) for sent in said["files"]]
        if any(added):
            return redirect(reverse("admin:articles_image_changelist") + TO_DESCRIBE)
    context = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "title": "Add several pictures",
        "form": form,
        "media": desk.media + form.media,
    }
    return render(request, "admin/articles/image/several.html", context)


def _taken(request, sent, texts):
    """Whether the file is in the library now; its sender is told."""
    try:
        clean = images.read_upload(sent, sent.name)
    except images.ImageRefused as refusal:
        messages.error(request, f"“{sent.name}”: {refusal}")
        return False
    if known := pictures.same_file(clean):
        messages.warning(request, f"“{sent.name}” is in the library already, as picture {known.pk}.")
        return False
    image = pictures.add_picture(clean, by=request.user, image=Image(**texts))
    messages.success(request, f"“{sent.name}” is picture {image.pk}.")
    return True
