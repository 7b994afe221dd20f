import pghistory
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    fields=["id", "user", "type", "created_at"],  # never the secret
    model_name="SecondFactorEvent",
)
class SecondFactor(Authenticator):
    """A person's authenticator app, passkey or recovery codes: allauth's record, with a trace of who set it up and who
    took it away."""

    class Meta:
        proxy = True
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self):
        return f"{self.get_type_display()}: {self.user}"

    @property
    def words(self):
        """Which factor it is, by the name that the portal's pages give it."""
        named = {self.Type.TOTP: _("Authenticator app"), self.Type.RECOVERY_CODES: _("Recovery codes")}
        return named.get(self.type) or _("Passkey “%(name)s”") % {"name": self.wrap().name}

    def get_absolute_url(self):
        return reverse("district:person-detail", args=[self.user_id])
