using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Magics;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>The kernel: takes requests from its sockets and answers them in order.</summary>
/// <remarks>Sockets are bound and heartbeats answered before the F# session is built; the first cell waits for it.</remarks>
internal sealed class JupyterKernel : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private readonly BlockingCollection<Request> queue = [];
    private readonly Dictionary<string, IRequestHandler> handlers;
    private readonly Lazy<IFSharpSession> session;
    private readonly KernelSockets sockets;
    private readonly Execution execution;

    /// <summary>Binds the sockets and begins to build the session.</summary>
    /// <param name="connection">Address, ports and key.</param>
    /// <param name="open">Builds the session, whose cells show on the given page.</param>
    public JupyterKernel(ConnectionFile connection, Func<ICellOutputs, IFSharpSession> open)
    {
        Page = new Page((type, parent, content) => sockets!.Publish(type, parent, content));
        session = new Lazy<IFSharpSession>(() => open(Page));
        var (magics, history) = (new MagicList(), new History());
        execution = new Execution(() => session.Value, Page, magics, history);
        handlers = new IRequestHandler[]
        {
            execution,
            history,
            new KernelInfo(),
            new CommInfo(),
            new Completion(() => session.Value, magics),
            new Inspection(() => session.Value),
            new IsComplete(() => session.Value),
        }.ToDictionary(handler => handler.RequestType, StringComparer.Ordinal);
        sockets = new KernelSockets(connection, Enqueue, Control);
        Connection = sockets.Bound(connection);
        _ = Task.Run(() => session.Value);
    }

    /// <summary>Where it listens.</summary>
    public ConnectionFile Connection { get; }

    /// <summary>Where cells show.</summary>
    public Page Page { get; }

    /// <summary>Answers requests until a front end asks for the end.</summary>
    public void Run()
    {
        sockets.Publish("status", "{}"u8.ToArray(), Status("starting"));
        foreach (var request in Requests())
            GiveBack(Answer(request));
        Page.Flush();
        sockets.Flush();
    }

    /// <summary>
    /// Requests in order. In the first pause, while the user reads or types, the compiler's name service is warmed: the first completion
    /// would take half a second otherwise. A notebook that runs without pause does not pay for it.
    /// </summary>
    private IEnumerable<Request> Requests()
    {
        while (queue.TryTake(out var request, FirstPause))
            yield return request;
        if (!queue.IsCompleted)
            session.Value.Complete("System.Math.", 12);
        foreach (var request in queue.GetConsumingEnumerable())
            yield return request;
    }

    /// <summary>Interrupts the running cell.</summary>
    public void Interrupt() => execution.Interrupt();

    /// <summary>Ends Run when the request at hand is answered.</summary>
    public void Stop()
    {
        Interrupt();
        queue.CompleteAdding();
    }

    /// <summary>Lets everything written so far reach the front ends.</summary>
    public void Flush()
    {
        Page.Flush();
        sockets.Flush();
    }

    public void Dispose()
    {
        sockets.Dispose();
        Page.Dispose();
        if (session.IsValueCreated)
            session.Value.Dispose();
        queue.Dispose();
    }

    private void Enqueue(Request request)
    {
        if (request.Message.Type == "shutdown_request")
            Control(request);
        else if (!queue.IsAddingCompleted)
            queue.TryAdd(request);
    }

    /// <summary>Requests of the control channel do not wait for the cell that runs.</summary>
    private void Control(Request request)
    {
        switch (request.Message.Type)
        {
            case "interrupt_request":
                Interrupt();
                Answered(request, () => new JsonObject { ["status"] = "ok" });
                break;
            case "shutdown_request":
                var restart = request.Message.Content.Flag("restart", false);
                Answered(request, () => new JsonObject { ["status"] = "ok", ["restart"] = restart });
                Stop();
                break;
            case "kernel_info_request":
                Answered(request, () => handlers[request.Message.Type].Handle(request.Message));
                break;
        }
    }

    /// <summary>Answers a request of the shell; the number of those that waited behind a failed cell, counted before the failure is told.</summary>
    private int Answer(Request request)
    {
        if (!handlers.TryGetValue(request.Message.Type, out var handler))
            return 0;
        var waiting = 0;
        var reply = Answered(
            request,
            () =>
            {
                var answer = handler.Handle(request.Message);
                waiting = queue.Count;
                return answer;
            }
        );
        var stops = handler == execution && request.Message.Content.Flag("stop_on_error", true);
        return stops && (string?)reply["status"] != "ok" ? waiting : 0;
    }

    private JsonObject Answered(Request request, Func<JsonObject> answer)
    {
        var parent = request.Message.Header;
        sockets.Publish("status", parent, Status("busy"));
        JsonObject reply;
        try
        {
            reply = answer();
        }
        catch (Exception failure)
        {
            reply = ErrorReport.Of("", "", new CellResult(null, failure, []), interrupted: false).ToJson();
            reply["status"] = "error";
        }
        sockets.Reply(request, reply);
        sockets.Publish("status", parent, Status("idle"));
        return reply;
    }

    /// <summary>After a failure the cells that were sent together with it are given back, as front ends expect.</summary>
    private void GiveBack(int waiting)
    {
        for (; waiting > 0 && queue.TryTake(out var request); waiting--)
            if (request.Message.Type == execution.RequestType)
                Answered(request, () => new JsonObject { ["status"] = "aborted" });
            else
                Answer(request);
    }

    private static JsonObject Status(string state) => new() { ["execution_state"] = state };
}
