"""A bare Django project, served like the portal: what a page costs at least on this machine, in this minute."""
