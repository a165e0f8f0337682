using System.CommandLine;
using MlPhys.Kernel.Commands;

var root = new RootCommand("MlPhys at the command line: notebooks in F#")
{
    NotebookCommand.Create(),
    GalleryCommand.Create(),
};
return root.Parse(args).Invoke();
