"""Pages that only read are read from a streaming replica, where there is one (`REPLICA_URL`, decision 057).

`pages` lists them, `servers` asks both servers how far they are, `choosing` decides for a reader, `middleware` does so
for each request, `router` tells Django, `told` tells operators.
"""
