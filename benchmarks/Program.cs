using BenchmarkDotNet.Running;
using MlPhys.Benchmarks.Data;

return args is ["read-tables", .. var rest] ? ReadTables.Run(rest) : Switch(args);

static int Switch(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(ReadTables).Assembly).Run(arguments);
    return 0;
}
