"""Pictures of stories: judged by what they are, drawn anew, small, and without what the camera wrote."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from district.access import Role
from plans.models import Story, StoryPicture
from plans.stories import pictures
from tests.factories import MembershipFactory, StoryFactory, UserFactory

PLACE = 0x8825  # the EXIF block that holds latitude and longitude


def photo(size=(600, 400), kind="JPEG", *, mode="RGB", noisy=False, exif=None):
    picture = Image.effect_noise(size, 90).convert(mode) if noisy else Image.new(mode, size, "teal")
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue())


def with_a_place():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Maria"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(PLACE)[1] = "N"
    exif.get_ifd(PLACE)[2] = (41.0, 45.0, 0.0)
    return exif


@pytest.mark.django_db
def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    upload = photo(exif=with_a_place())
    assert b"Camera of Maria" in upload.read()
    kept = pictures.keep(pictures.check(upload), by=UserFactory())
    for data in (bytes(kept.small), bytes(kept.large)):
        drawn = Image.open(io.BytesIO(data))
        assert not drawn.getexif()
        assert "exif" not in drawn.info
        assert b"Maria" not in data
    assert (kept.width, kept.height) == (400, 600)


@pytest.mark.django_db
def test_the_noisiest_picture_is_small_enough_for_a_phone():
    kept = pictures.keep(pictures.check(photo((1600, 1200), noisy=True)), by=UserFactory())
    assert len(kept.small) <= pictures.SMALL_BYTES
    assert len(kept.large) <= pictures.LARGE_BYTES
    assert max(kept.width, kept.height) <= 960


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_pictures_of_other_kinds_are_taken_also_with_transparent_parts(kind):
    assert pictures.check(photo(kind=kind, mode="RGBA")).mode == "RGB"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("a.jpg", b""), "not_taken"),
        (SimpleUploadedFile("a.jpg", b"<svg onload='alert(1)'>"), "not_taken"),
        (SimpleUploadedFile("a.jpg", b"%PDF-1.7 not a picture"), "not_taken"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 400), "broken"),
        (SimpleUploadedFile("a.png", photo(kind="PNG").read()[:120]), "broken"),
        (photo((600, 20)), "small"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(upload, code):
    with pytest.raises(ValidationError) as refused:
        pictures.check(upload)
    assert refused.value.code == code


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 600 * 399)
    with pytest.raises(ValidationError, match="too many pixels"):
        pictures.check(photo(kind="PNG"))


@pytest.mark.django_db
def test_a_picture_comes_with_its_story_and_goes_with_it(client):
    story = StoryFactory(state="DRAFT", ready_by=None, published_by=None, published_at=None)
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    edit = reverse("stories:edit", args=[story.pk])
    told = ("title_en", "text_en", "title_es", "text_es", "signed_en", "signed_es")
    sent = {name: getattr(story, name) for name in told}
    sent |= {"happened_on": "2025-10-14", "alt_en": "Shelves", "alt_es": "Estantes", "people_in_picture": 0}

    def send(**more):
        seen = client.get(edit).context["form"].initial["seen"]
        return client.post(edit, {**sent, "seen": seen, **more})

    assert send(people_in_picture=2).status_code == 200  # of whom, without a picture?
    assert send(upload=photo()).status_code == 302
    address = reverse("stories:picture", args=[story.pk, "small"])
    assert client.get(address)["Content-Type"] == "image/jpeg"
    client.logout()
    assert client.get(address).status_code == 404  # nobody has published it yet
    client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user)
    assert send(remove_picture="on").status_code == 302
    assert not StoryPicture.objects.exists()
    assert Story.objects.get().alt_en == ""
