namespace MlPhys.Kernel.Tests.Requests;

/// <summary>Tests that measure the memory of the whole process run when no other does.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
