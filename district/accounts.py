from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations (`district.people.invite`); nobody signs up alone."""

    def is_open_for_signup(self, request):
        return False
