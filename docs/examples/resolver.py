"""A naive resolver: the well-known file, else port 8448. It works for most servers, and is wrong on purpose."""
import http.client, json, sys, threading, urllib.request

def delegated(server, path="/.well-known/matrix/server"):
    try:
        return json.load(urllib.request.urlopen(f"https://{server}{path}", timeout=5))["m.server"]
    except Exception:
        return server

def resolve(id, server, request, **_):
    try:
        name = server if ":" in server else delegated(server)
        host, _, port = name.partition(":")
        target = {"name": host, "port": int(port or 8448), "host": name, "tls_name": host}
        connection = http.client.HTTPSConnection(host, target["port"], timeout=5)
        connection.request(request["method"], request["path"], headers={"Host": name})
        say(id=id, targets=[target], status=connection.getresponse().status)
    except Exception as problem:
        say(id=id, failed={"message": repr(problem)})

def say(**reply):
    print(json.dumps(reply) + "\n", end="", flush=True)  # one write: the threads must not mix their lines

for message in map(json.loads, sys.stdin):
    match message["cmd"]:
        case "hello": say(id=message["id"], name="naive.py", version="1", can=["claim", "connect"], parallel=16)
        case "resolve": threading.Thread(target=resolve, kwargs=message, daemon=True).start()
        case "reset": say(id=message["id"], ok=True)
        case "bye": break
        case _: say(id=message["id"], unsupported=True)
