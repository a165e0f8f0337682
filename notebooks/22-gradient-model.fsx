(**
# A stochastic model with the measured density, and with the measured times

Where the density f of the velocity gradient is known, dx = [D s + N] dt + √(2D) dW with s = ∇ log f and f N = ∇·(f T), T antisymmetric, has f as its stationary
density by construction (Carbone, Peterhans, Ecker and Wilczek, PRL 133, 184001, 2024; arXiv 2402.19158). Noise D and gauge N are free to meet the time
correlations. The gauge is linear in its coefficients: ridge regression on dA/dt finds them, then a few scales are tuned on simulated trajectories.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Display
open MlPhys.Figures
open MlPhys.Flows
open MlPhys.Turbulence.Gradients
open MlPhys.Turbulence.Models
open MlPhys.Turbulence.Simulation
open MlPhys.Turbulence.Statistics

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

(**
## Data and density

The reference simulation where it was made on this machine (benchmark `turbulence-reference`), else a small one on the spot.
*)

let folder = Path.Combine(DataCache.Default.Root, "turbulence", "box64")
let isKept = Directory.Exists folder && not isFast

let points, trajectories =
    if isKept then
        VelocityGradients.Load(Path.Combine(folder, "points.npz")),
        VelocityGradients.Load(Path.Combine(folder, "trajectories.npz"))
    else
        let run =
            IsotropicTurbulence
                .Box(32)
                .WithViscosity(0.04)
                .WithForcing(Forcing.ShellEnergies [ 0.54; 0.4 ])
                .WithInitialField(InitialField.Random(1.0, 2.0))
                .WithSpinUp(2.0)
                .WithTracers(128, 0.08)
                .WithSnapshots(400, 0.08)
                .WithSeed(7L)
                .Run(if isFast then 8.0 else 40.0)

        run.Points(), run.Trajectories()

let struct (training, heldOut) = points.Split 0.2

let flow =
    FlowTraining
        .Of(IsotropicFlow.Create(2, 8), training.Coordinates(), heldOut.Coordinates())
        .WithEpochs(if isFast then 6 else 25)
        .WithRate(5e-3)
        .Train()
        .Flow

printfn "%O" trajectories

(**
## Five models

Noise alone; noise with the gauge of the regression; coloured noise with both tuned on trajectories; no noise at all, the deterministic case of the paper, where a gauge tuned
on trajectories is all that mixes; and the recent fluid deformation model as the established peer.
*)

let longest = if isFast then 8.0 else 25.0
let measured = GradientCorrelations.Of(trajectories, longest)
let white = FlowModel.Of flow
let regressed = FlowModelFit.Of(flow, points).WithWhiteNoise().Fit()

let tuned =
    FlowModelFit.Of(flow, points).WithTargets(measured).WithEffort((if isFast then 0 else 3), 384).Fit()

let deterministic =
    FlowModelFit.Of(flow, points).WithoutNoise().WithTargets(measured).WithEffort((if isFast then 0 else 8), 384).Fit()

printfn "the regressed gauge explains %.1f %% of the variance of dA/dt" (100.0 * regressed.ExplainedRate)

printfn "coloured noise:"

for step in tuned.History do
    printfn "%O" step

printfn "no noise:"

for step in deterministic.History do
    printfn "%O" step

let simulate (model: GradientModel) =
    model
        .Simulate()
        .WithTrajectories(if isFast then 128 else 1024)
        .WithDuration(if isFast then 20.0 else 60.0)
        .WithSeed(3L)
        .Run()

let runs = [
    "noise", simulate white
    "noise + gauge", simulate regressed.Model
    "coloured noise + tuned gauge", simulate tuned.Model
    "no noise, tuned gauge", simulate deterministic.Model
    "recent fluid deformation", simulate (RecentFluidDeformation.Of())
]

(**
## Correlations along trajectories

Circles: simulation. White noise starts with a cusp; coloured noise starts flat, as the simulation does. The model without noise mixes by its gauge alone: tuning brings its
correlations near the simulation's, not onto them.
*)

let correlations = [
    for name, run in runs -> name, GradientCorrelations.Of(run.Gradients, longest)
]

let panel title (pick: CorrelationRow -> float) =
    let rows = measured.Rows |> Array.filter (fun row -> row.Lag <= 12.0)

    let frame =
        Figure
            .Titled(title)
            .WithXAxis("lag / \\tau_\\eta")
            .WithYAxis("autocorrelation")
            .WithMarkers(rows |> Array.map _.Lag, rows |> Array.map pick, "simulation")

    (frame, correlations)
    ||> List.fold (fun figure (name, found) ->
        let shown = found.Rows |> Array.filter (fun row -> row.Lag <= 12.0)
        figure.WithLine(shown |> Array.map _.Lag, shown |> Array.map pick, name))

display (Figure.Grid("Correlations along trajectories", 2, [ panel "Strain" _.Strain; panel "Rotation" _.Rotation ]))

(**
## The density stays

Single-time statistics of the trajectories, and the integral times.
*)

type Row = {
    Model: string
    StrainTime: float
    RotationTime: float
    Skewness: float
    Flatness: float
    Betchov: float
    MiddleAlignment: float
    Resets: int
}

let row name (times: GradientCorrelations) (data: VelocityGradients) resets =
    let statistics = GradientStatistics.Of data

    {
        Model = name
        StrainTime = times.StrainTime.Value
        RotationTime = times.RotationTime.Value
        Skewness = statistics.Row("S_L").Value
        Flatness = statistics.Row("F_L").Value
        Betchov = statistics.Row("Betchov").Value
        MiddleAlignment = statistics.Row("cos2(w, e2)").Value
        Resets = resets
    }

let rows =
    row "simulation" measured points 0
    :: [
        for (name, run), (_, times) in List.zip runs correlations -> row name times run.Gradients run.Resets
    ]

display (Table.Of rows)

(**
## Alignment of the vorticity
*)

let alignment (data: VelocityGradients) =
    (GradientStatistics.Of data).AlignmentFigure()

display (
    Figure.Grid(
        "Alignment: simulation, tuned model, model without noise, recent fluid deformation",
        2,
        [
            alignment points
            alignment (snd runs[2]).Gradients
            alignment (snd runs[3]).Gradients
            alignment (snd runs[4]).Gradients
        ]
    )
)

(**
## A trajectory

|S|² and |W|² along one trajectory of the simulation, of the tuned model, and of the model without noise, in which strain and rotation exchange faster.
*)

let path title (data: VelocityGradients) =
    let x = data.Coordinates()

    let count =
        min data.Times.Length (int (30.0 * data.Scales.KolmogorovTime / data.Interval))

    let times =
        Array.init count (fun t -> float t * data.Interval / data.Scales.KolmogorovTime)

    let square first last =
        Array.init count (fun t -> Seq.sum (seq { for i in first..last -> x[t, i] ** 2.0 }))

    Figure
        .Titled(title)
        .WithXAxis("time / \\tau_\\eta")
        .WithYAxis("\\tau_\\eta^2 |S|^2, \\tau_\\eta^2 |W|^2")
        .WithLine(times, square 0 4, "strain")
        .WithLine(times, square 5 7, "rotation")

display (
    Figure.Grid(
        "One trajectory",
        3,
        [
            path "Simulation" trajectories
            path "Tuned model" (snd runs[2]).Gradients
            path "Without noise" (snd runs[3]).Gradients
        ]
    )
)
