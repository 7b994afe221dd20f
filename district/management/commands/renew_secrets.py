from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.core.management.base import BaseCommand
from django.db import transaction


class Command(BaseCommand):
    help = (
        "After SECRET_KEY was changed: seals the secrets of authenticator apps and recovery codes anew with the new "
        "key, so that the old one can leave SECRET_KEY_FALLBACKS. Says how many; can be run again at any time."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        renewed = 0
        for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            for part in ("secret", "seed"):
                if one.data.get(part):
                    one.data[part] = encrypt(decrypt(one.data[part]))
            if "migrated_codes" in one.data:
                one.data["migrated_codes"] = [encrypt(decrypt(code)) for code in one.data["migrated_codes"]]
            one.save(update_fields=["data"])
            renewed += 1
        self.stdout.write(f"{renewed} second factors are sealed with the new key.")
