"""Keeps small pictures as evidence until standard input ends; prints the name of each once it is committed."""

import io
import os
import select
import sys
import time

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from PIL import Image  # noqa: E402

from district import evidence  # noqa: E402
from district.models import User  # noqa: E402


def picture():
    content = io.BytesIO()
    Image.frombytes("RGB", (16, 16), os.urandom(768)).save(content, "PNG")
    return SimpleUploadedFile("hallway.png", content.getvalue())


def main():
    person = User.objects.get(email="staff@hartford.example")
    while not select.select([sys.stdin], [], [], 0)[0]:
        print(evidence.keep(upload=picture(), by=person).file.name, flush=True)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
