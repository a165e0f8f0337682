using System.CommandLine;
using MlPhys.Kernel.Commands;

var root = new RootCommand("MlPhys at the command line")
{
    NotebookCommand.Create(),
    GalleryCommand.Create(),
    KernelCommand.Create(),
    DataCommand.Create(),
    SweepCommand.Create(),
};
return root.Parse(args).Invoke();
