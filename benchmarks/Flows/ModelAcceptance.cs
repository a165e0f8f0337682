using System.Diagnostics;
using MlPhys.Benchmarks.Turbulence;
using MlPhys.Flows;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Benchmarks.Flows;

/// <summary>
/// Models on the reference simulation: statistics of 200,000 samples of the isotropic flow, and of 1024 trajectories over 40 Kolmogorov times of each model beside
/// the simulation itself. Rates: thousand trajectory-steps a second of processor time on one thread. Argument: any label of the run.
/// </summary>
internal sealed class ModelAcceptance()
    : Experiment(
        "flow-models",
        "run,model,tau_S,tau_W,rho_S_1,rho_S_2,rho_S_4,rho_S_8,rho_W_1,rho_W_2,rho_W_4,rho_W_8,mean_square,S_L,F_L,F_T,TrA2,betchov,s_star,cos2_1,cos2_2,cos2_3,resets,steps_per_s"
    )
{
    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        var points = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "points.npz"));
        var measured = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "trajectories.npz"));
        var targets = GradientCorrelations.Of(measured, 25);
        Row($"{label},simulation", () => Columns(targets, points, 0, 0));
        var (training, heldOut) = DensityAcceptance.Data();
        var flow = FlowTraining
            .Of(IsotropicFlow.Create(2, 8), training, heldOut)
            .WithEpochs(40)
            .WithRate(5e-3)
            .WithPatience(0)
            .Train()
            .Flow;
        Row($"{label},flow samples", () => Columns(null, Samples(flow), 0, 0));
        Row($"{label},white noise", () => Simulated(FlowModel.Of(flow)));
        Row(
            $"{label},white noise and regressed gauge",
            () => Simulated(FlowModelFit.Of(flow, points).WithWhiteNoise().Fit().Model)
        );
        Row(
            $"{label},coloured noise and tuned gauge",
            () => Simulated(FlowModelFit.Of(flow, points).WithTargets(targets).WithEffort(3, 384).Fit().Model)
        );
        Row(
            $"{label},no noise and regressed gauge",
            () => Simulated(FlowModelFit.Of(flow, points).WithoutNoise().Fit().Model)
        );
        Row(
            $"{label},no noise and tuned gauge",
            () =>
                Simulated(
                    FlowModelFit.Of(flow, points).WithoutNoise().WithTargets(targets).WithEffort(8, 384).Fit().Model
                )
        );
        Row($"{label},recent fluid deformation", () => Simulated(RecentFluidDeformation.Of()));
    }

    private static FormattableString Simulated(GradientModel model)
    {
        var simulation = model
            .Simulate()
            .WithTrajectories(1024)
            .WithDuration(40)
            .WithStep(0.025)
            .WithSeed(11)
            .WithThreads(1);
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        var run = simulation.Run();
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        return Columns(
            GradientCorrelations.Of(run.Gradients, 25),
            run.Gradients,
            run.Resets,
            1024 * 40 / 0.025 / seconds / 1000
        );
    }

    private static VelocityGradients Samples(Flow flow) =>
        VelocityGradients.Of(TraceFree.Tensors(flow.Sample(200_000, 5)), [0], new FlowScales(double.NaN, 1));

    private static FormattableString Columns(GradientCorrelations? rho, VelocityGradients data, int resets, double rate)
    {
        var s = GradientStatistics.Of(data);
        double Of(string name) => s.Row(name).Value;
        double Strain(double lag) => rho?.At(lag).Strain ?? double.NaN;
        double Rotation(double lag) => rho?.At(lag).Rotation ?? double.NaN;
        var time = data.Scales.KolmogorovTime;
        var square = data.Values.Sum(a => a * a) / data.Count * time * time;
        return $"{rho?.StrainTime.Value ?? double.NaN:0.000},{rho?.RotationTime.Value ?? double.NaN:0.000},{Strain(1):0.000},{Strain(2):0.000},{Strain(4):0.000},{Strain(8):0.000},{Rotation(1):0.000},{Rotation(2):0.000},{Rotation(4):0.000},{Rotation(8):0.000},{square:0.0000},{Of("S_L"):0.0000},{Of("F_L"):0.000},{Of("F_T"):0.000},{Of("TrA2"):0.0000},{Of("Betchov"):0.000},{Of("s*"):0.0000},{Of("cos2(w, e1)"):0.0000},{Of("cos2(w, e2)"):0.0000},{Of("cos2(w, e3)"):0.0000},{resets},{rate:0}";
    }
}
