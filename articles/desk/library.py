"""The picture library: its list, and the page of a picture."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from articles import pictures
from articles.desk import picture_states, several_pictures, states
from articles.desk.filters import LatestPages
from articles.models import Image
from newsroom.lib import images
from newsroom.lib.text import is_file_name
from results.admin.base import PublicAdmin
from results.admin.deleting import DeletesTheUncited

SMALL = 320  # pixels: the width of a picture in the list
CUTS = [  # as the page of a picture shows them
    {"shape": "wide", "words": "Front page"},
    {"shape": "square", "words": "Square"},
    {"shape": "tall", "words": "Tall"},
]
PERCENT = {"min": 0, "max": 100}
TYPES = {"accept": "image/jpeg,image/png,image/webp,image/avif"}


class ImageForm(forms.ModelForm):
    upload = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP or AVIF. Encoded anew: place, camera and all else it carries are dropped.",
        widget=forms.FileInput(attrs=TYPES),
    )

    class Meta:
        model = Image
        fields = ["alt", "decorative", "caption", "credit", "rights_until", "focal_x", "focal_y"]
        widgets = {
            "rights_until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "focal_x": AdminIntegerFieldWidget(attrs=PERCENT),
            "focal_y": AdminIntegerFieldWidget(attrs=PERCENT),
        }

    def clean_upload(self):
        """The decoded picture in place of the file."""
        sent = self.cleaned_data["upload"]
        try:
            return images.read_upload(sent, sent.name)
        except images.ImageRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean_alt(self):
        alt = self.cleaned_data["alt"]
        if is_file_name(alt):
            raise ValidationError(f"“{alt}” is the name of a file: say what the picture shows.")
        return alt

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("alt") == "" and not cleaned.get("decorative"):
            self.add_error("alt", "Say what the picture shows, or mark it as decorative.")
        if not cleaned.get("credit"):
            self.add_error("credit", "Say whose picture it is.")
        return cleaned


@dataclass(frozen=True)
class Card:
    """A picture in the list."""

    image: Image
    small: dict
    notes: list

    @classmethod
    def of(cls, image, stories):
        return cls(image, small_copy(image), picture_states.notes_on(image, stories))


def small_copy(image):
    """{url, width, height} of the smallest copy, or of the picture where it has none."""
    whole = {"name": image.file.name, "width": image.width, "height": image.height}
    chosen = min(image.renditions, key=lambda made: abs(made["width"] - SMALL), default=whole)
    return {"url": image.file.storage.url(chosen["name"]), **chosen}


@admin.register(Image)
class ImageAdmin(DeletesTheUncited, PublicAdmin):
    form = ImageForm
    list_filter = [
        picture_states.ReadinessFilter,
        picture_states.RightsFilter,
        picture_states.UseFilter,
        picture_states.UploaderFilter,
    ]
    list_per_page = 48
    paginator = LatestPages
    show_facets = admin.ShowFacets.NEVER  # a count for each
    actions_selection_counter = False  # its script counts the rows of a table
    search_fields = ["caption", "alt", "credit"]
    search_help_text = "Caption, description or credit"
    readonly_fields = ["embed", "upload_note"]
    goes_along = "Its files go with it."
    texts = ["alt", "decorative", "caption", "credit", "rights_until", ("focal_x", "focal_y")]

    def get_urls(self):
        several = self.admin_site.admin_view(partial(several_pictures.add_several, self))
        return [path("several/", several, name="articles_image_several"), *super().get_urls()]

    # The list

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, {"title": "The picture library"} | (extra_context or {}))
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            shown = list(context["cl"].result_list)
            counts = picture_states.story_counts(shown)
            context["cards"] = [Card.of(image, counts.get(image.pk, 0)) for image in shown]
        return response

    # The page of a picture

    def get_fieldsets(self, request, obj=None):
        if obj:
            return [(None, {"fields": [*self.texts, "embed", "upload_note"]})]
        return [(None, {"fields": ["upload", *self.texts]})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A picture in the library keeps its file; its texts can be changed."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj:
            del form.base_fields["upload"]
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            count = picture_states.story_counts([obj]).get(obj.pk, 0)
            uses = picture_states.uses_of(obj) if count else []
            context |= {
                "small": small_copy(obj),
                "cuts": CUTS,
                "notes": picture_states.notes_on(obj, count),
                "uses": uses,
                "more_uses": count - len(uses),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Of a picture that is there only what was changed: its copies may have been made meanwhile."""
        if change:
            obj.save(update_fields=form.changed_data)
            return
        clean = form.cleaned_data["upload"]
        if known := pictures.same_file(clean):
            self.tell_known(request, known)
        pictures.add_picture(clean, by=request.user, image=obj)

    def tell_known(self, request, known):
        address = reverse("admin:articles_image_change", args=[known.pk])
        told = format_html(
            'The same file is in the library as <a href="{}">picture {}</a>.', address, known.pk
        )
        self.message_user(request, told, messages.WARNING)

    @admin.display(description="in the text")
    def embed(self, image):
        return f"{{{{ image {image.pk} }}}}"

    @admin.display(description="uploaded")
    def upload_note(self, image):
        """“23 August 2023, 20:31, by Ann Smith, 1600 × 900 pixels”."""
        moment = date_format(timezone.localtime(image.uploaded_at), "j F Y, H:i")
        return f"{moment}, by {states.person(image.uploaded_by)}, {image.width} × {image.height} pixels"

    # Deleting

    def delete_model(self, request, obj):
        pictures.delete([obj], by=request.user)

    def delete_queryset(self, request, queryset):
        pictures.delete(queryset, by=request.user)
