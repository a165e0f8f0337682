using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPhys.Flows;
using MlPhys.Turbulence.Models;

namespace MlPhys.Core.Tests.Flows;

/// <summary>Trainings that run in a process of their own.</summary>
internal static class TrainingPrograms
{
    /// <summary>Trains an isotropic flow and prints a hash of its parameters and of log-densities in double precision.</summary>
    public static int TrainFlow()
    {
        var data = FlowCases.Of("isotropic").Sample(4000, 1);
        var flow = FlowTraining.Of(IsotropicFlow.Create(1, 8), data).WithEpochs(3).WithBatchSize(500).Train().Flow;
        double[] numbers = [.. flow.Parameters, .. flow.LogDensity(data)];
        Console.WriteLine(Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(numbers))));
        return 0;
    }
}
