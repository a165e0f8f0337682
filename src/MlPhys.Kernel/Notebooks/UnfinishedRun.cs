namespace MlPhys.Kernel.Notebooks;

/// <summary>Makes the end of the process a failure while it lives: a cell that calls <c>exit</c> leaves no outputs.</summary>
internal sealed class UnfinishedRun : IDisposable
{
    private readonly TextWriter errors = Console.Error;
    private readonly string path;

    public UnfinishedRun(string path)
    {
        this.path = path;
        AppDomain.CurrentDomain.ProcessExit += Report;
    }

    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= Report;

    private void Report(object? sender, EventArgs e)
    {
        errors.WriteLine($"{path}: error: a cell ended the process, so nothing was written");
        Environment.ExitCode = 1;
    }
}
