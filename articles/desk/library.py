"""The picture library's form and list."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.html import format_html

from articles.desk.uploads import add_picture
from articles.models import Article, Image
from newsroom.lib import images
from results.admin.base import PublicAdmin


class ImageForm(forms.ModelForm):
    upload = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP or AVIF. Encoded anew: place, camera and all else it carries are dropped.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )

    class Meta:
        model = Image
        fields = ["alt", "decorative", "caption", "credit", "focal_x", "focal_y"]

    def clean_upload(self):
        """The decoded picture in place of the file."""
        try:
            return images.read_upload(self.cleaned_data["upload"])
        except images.ImageRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("alt") and not cleaned.get("decorative"):
            self.add_error("alt", "Say what the picture shows, or mark it as decorative.")
        if not cleaned.get("credit"):
            self.add_error("credit", "Say whose picture it is.")
        return cleaned


def remove_files(image):
    """A picture taken out, perhaps for its rights, must not stay at its address."""
    for name in [image.file.name, *(made["name"] for made in image.renditions)]:
        image.file.storage.delete(name)


def stories_showing(image):
    """As lead picture or in the text."""
    return Article.objects.filter(Q(lead_image=image) | Q(body__iregex=rf"\{{\{{ *image +{image.pk}[ }}]"))


@admin.register(Image)
class ImageAdmin(PublicAdmin):
    form = ImageForm
    list_display = ["thumbnail", "__str__", "credit", "ready", "uploaded_at"]
    list_display_links = ["thumbnail", "__str__"]
    list_filter = ["decorative"]
    search_fields = ["caption", "alt", "credit"]
    readonly_fields = ["thumbnail", "embed"]
    texts = ["alt", "decorative", "caption", "credit", ("focal_x", "focal_y")]

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": ["thumbnail", "embed", *self.texts] if obj else ["upload", *self.texts]})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A picture in the library keeps its file; its texts can be changed."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj:
            del form.base_fields["upload"]
        return form

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            add_picture(form.cleaned_data["upload"], by=request.user, image=obj)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(partial(remove_files, obj))

    def delete_queryset(self, request, queryset):
        for image in queryset:
            self.delete_model(request, image)

    def has_delete_permission(self, request, obj=None):
        """A picture that a story shows stays."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or not stories_showing(obj).exists())

    @admin.display(description="picture")
    def thumbnail(self, image):
        if not image.file:
            return "–"
        small = (
            image.renditions[0]
            if image.renditions
            else {"name": image.file.name, "width": image.width, "height": image.height}
        )
        return format_html(
            '<img class="thumbnail" src="{}" width="{}" height="{}" alt="">',
            image.file.storage.url(small["name"]),
            small["width"],
            small["height"],
        )

    @admin.display(description="in the text")
    def embed(self, image):
        return f"{{{{ image {image.pk} }}}}"

    @admin.display(description="ready", boolean=True)
    def ready(self, image):
        return image.is_ready
