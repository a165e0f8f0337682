using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using MlPhys.Display;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Requests;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys kernel run FILE</c>: what Jupyter starts.</summary>
internal static class KernelRunCommand
{
    /// <summary>Deep recursion in cells is common in functional code; the usual stack is one megabyte.</summary>
    private const int StackSize = 256 << 20;

    public static Command Create()
    {
        var file = new Argument<string>("connection-file") { Description = "Written by the Jupyter front end" };
        var command = new Command("run", "Serve a Jupyter front end") { file };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(file)));
        return command;
    }

    private static int Execute(string file)
    {
        try
        {
            var connection = ConnectionFile.Read(file);
            using var kernel = new JupyterKernel(
                connection,
                page => new FSharpSession(Environment.CurrentDirectory, page)
            );
            Serve(kernel);
            return 0;
        }
        catch (Exception failure) when (failure is FormatException or IOException or SocketException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static void Serve(JupyterKernel kernel)
    {
        using var console = new CapturedConsole(kernel.Page);
        using var host = DisplayHost.Use(kernel.Page);
        using var parent = ParentProcess.WhenGone(() => Environment.Exit(0));
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            kernel.Interrupt();
        };
        ExceptionHandling.SetUnhandledExceptionHandler(failure =>
        {
            kernel.Page.Write("stderr", $"unhandled in a thread: {failure}\n");
            return true;
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => kernel.Flush();
        var thread = new Thread(kernel.Run, StackSize);
        thread.Start();
        thread.Join();
    }
}
