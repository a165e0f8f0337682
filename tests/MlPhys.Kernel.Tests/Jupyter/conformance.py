"""Drives the kernel through jupyter_client, the real front end, and prints what came back as JSON, one check a line.

Usage: conformance.py KERNEL_NAME, with JUPYTER_PATH holding its kernelspec.
"""

import json
import sys
import threading
import time
import zlib

from jupyter_client import KernelManager
from jupyter_client.session import Session


def start():
    manager = KernelManager(kernel_name=sys.argv[1])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    return manager, client


def report(check, **facts):
    print(json.dumps({"check": check, **facts}), flush=True)


def run(client, code, **options):
    """Outputs of a cell as (type, content) pairs, its reply, and the seconds it took."""
    outputs = []
    began = time.monotonic()
    reply = client.execute_interactive(
        code,
        timeout=120,
        allow_stdin=False,
        output_hook=lambda message: outputs.append((message["msg_type"], message["content"])),
        **options,
    )
    return outputs, reply["content"], time.monotonic() - began


def texts(outputs):
    """The outputs in short, without status messages."""
    short = []
    for kind, content in outputs:
        if kind == "stream":
            short.append(f"{content['name']}: {content['text']}")
        elif kind in ("execute_result", "display_data", "update_display_data"):
            short.append(f"{kind}: {content['data']['text/plain']}")
        elif kind == "error":
            short.append(f"error: {content['ename']}: {content['evalue']}")
        elif kind not in ("status", "execute_input"):
            short.append(kind)
    return short


def cell(client, check, code, **options):
    outputs, reply, _ = run(client, code, **options)
    report(check, outputs=texts(outputs), reply=reply)


def order(client):
    outputs, _, _ = run(client, "printfn \"a\"\n1")
    report("order", types=[kind for kind, _ in outputs], states=[c.get("execution_state") for k, c in outputs if k == "status"])


def replies(client):
    def ask(check, message_id):
        del message_id
        report(check, **client.get_shell_msg(timeout=60)["content"])

    run(client, "let greeting = \"hello\"")
    ask("kernel_info", client.kernel_info())
    ask("complete", client.complete("let 𝛼 = 1\ngreeting.ToUpp", 24))
    ask("complete_magic", client.complete("#!who", 5))
    ask("inspect", client.inspect("MlPhys.Figures.Figure.Titled", 27))
    ask("inspect_nothing", client.inspect("   ", 1))
    ask("incomplete", client.is_complete("let f x ="))
    ask("complete_code", client.is_complete("let f x = x"))
    ask("invalid", client.is_complete(")"))
    ask("history", client.history(hist_access_type="tail", n=1))
    ask("comm_info", client.comm_info())


def stopped_cells(client):
    """Three cells sent at once: the second fails, the third, which waits behind the slow first, must be given back."""
    ids = [client.execute(code) for code in ("System.Threading.Thread.Sleep 2000", "(failwith \"stop\": unit)", "3")]
    statuses = {}
    while len(statuses) < len(ids):
        message = client.get_shell_msg(timeout=60)
        statuses[message["parent_header"]["msg_id"]] = message["content"]["status"]
    report("stopped_cells", statuses=[statuses[i] for i in ids])


def interrupts(manager, client):
    loops = {
        "tight loop": "let mutable i = 0L\nwhile true do i <- i + 1L",
        "sleep": "System.Threading.Thread.Sleep 60000",
        "async": "Async.Sleep 60000 |> Async.RunSynchronously",
        "token": "let stop = notebook.CancellationToken\nstop.WaitHandle.WaitOne() |> ignore\nstop.ThrowIfCancellationRequested()",
        "catching loop": "while true do try failwith \"x\" with _ -> ()",
    }
    for name, code in loops.items():
        sent = []
        timer = threading.Timer(1.0, lambda: (sent.append(time.monotonic()), manager.interrupt_kernel()))
        timer.start()
        outputs, _, _ = run(client, code)
        report("interrupt", loop=name, seconds=time.monotonic() - sent[0], outputs=texts(outputs))
    cell(client, "after_interrupts", "greeting")


def flood(client):
    outputs, _, seconds = run(client, "for i in 1 .. 100000 do printfn \"%s\" (String.replicate 99 \"x\")")
    streams = [c["text"] for k, c in outputs if k == "stream"]
    text = "".join(streams)
    report("flood", bytes=len(text), whole=zlib.crc32(text.encode()) == zlib.crc32((("x" * 99 + "\n") * 100000).encode()), messages=len(streams))


def many_cells(client):
    seconds = [run(client, f"let v{i} = {i}\nv{i} + 1")[2] for i in range(300)]
    report("many_cells", early=sorted(seconds[20:70])[25], late=sorted(seconds[-50:])[25])


def forged(manager, client):
    """A message signed with another key must not run; the kernel must live on."""
    true = client.session
    client.shell_channel.session = Session(key=b"another", signature_scheme=true.signature_scheme)
    client.session = client.shell_channel.session
    client.execute("let forged = 1")
    client.session = client.shell_channel.session = true
    outputs, reply, _ = run(client, "forged")
    report("forged", outputs=texts(outputs), alive=manager.is_alive())


def two_kernels(client):
    manager, other = start()
    cell(other, "two_kernels", "greeting")
    cell(client, "first_of_two", "greeting")
    other.execute("exit 3")
    ended = wait_for(lambda: not manager.is_alive())
    report("exit", ended=ended)
    manager.restart_kernel()
    other.wait_for_ready(timeout=120)
    cell(other, "after_restart", "1 + 1")
    other.execute("let rec deep n : int = 1 + deep (n + 1)\ndeep 0")
    report("deep_recursion", ended=wait_for(lambda: not manager.is_alive()))
    manager.shutdown_kernel(now=True)


def wait_for(condition):
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.1)
    return False


def main():
    manager, client = start()
    order(client)
    cell(client, "state", "let x = 20\nx * 2")
    cell(client, "streams", "printf \"out\"\neprintf \"err\"")
    cell(client, "compile_error", "let a = 1\nlet y: int = \"s\"")
    cell(client, "exception", "let f n = if n > 2 then invalidOp \"too large\" else n\nf 3 |> ignore")
    cell(client, "display", "let d = display 1\nd.Update 2")
    cell(client, "clear", "notebook.Clear true")
    cell(client, "progress", "let p = MlPhys.Runs.Progress.Auto()\np.Report(MlPhys.Runs.RunProgress(\"fit\", 1L, 2L))\np.Report(MlPhys.Runs.RunProgress(\"fit\", 2L, 2L))")
    cell(client, "records", "[ {| Name = \"a\"; Value = 1.5 |} ]")
    cell(client, "figure", "MlPhys.Figures.Figure.Titled(\"t\").WithLine([ 1.0; 2.0 ], [ 1.0; 2.0 ])")
    cell(client, "stdin", "System.Console.ReadLine()")
    cell(client, "unicode", "let größe = \"λ→𝛼\"\nprintf \"%s\" größe")
    cell(client, "silent", "1", silent=True)
    cell(client, "expressions", "()", user_expressions={"good": "x + 1", "bad": "nope"})
    cell(client, "thread", "System.Threading.Thread(fun () -> failwith \"in a thread\").Start()\nSystem.Threading.Thread.Sleep 500")
    cell(client, "task", "System.Threading.Tasks.Task.Run(fun () -> failwith \"in a task\") |> ignore")
    replies(client)
    stopped_cells(client)
    interrupts(manager, client)
    flood(client)
    many_cells(client)
    forged(manager, client)
    two_kernels(client)
    client.shutdown()
    report("shutdown", ended=wait_for(lambda: not manager.is_alive()))
    manager.cleanup_resources()


main()
