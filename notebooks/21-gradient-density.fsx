(**
# The density of the velocity gradient, learned

The first step to the model of Carbone, Peterhans, Ecker and Wilczek (PRL 133, 184001, 2024; arXiv 2402.19158): a normalizing flow learns the eight-dimensional
density of A. The paper's flow learns isotropy from the data; here it is exact by construction: every map of `IsotropicFlow` commutes with rotations, so the density
depends on five invariants of A only, and a few thousand parameters are enough. The authors' own numbers are not quoted here.

For data of your own, change one line: `GradientReader.Default.Read "FILE"`.
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
## Data

The reference simulation where it was made on this machine (benchmark `turbulence-reference`), else a small one of 32³ points on the spot.
*)

let kept = Path.Combine(DataCache.Default.Root, "turbulence", "box64", "points.npz")

let gradients =
    if File.Exists kept && not isFast then
        VelocityGradients.Load kept
    else
        IsotropicTurbulence
            .Box(32)
            .WithViscosity(0.04)
            .WithForcing(Forcing.ShellEnergies [ 0.54; 0.4 ])
            .WithInitialField(InitialField.Random(1.0, 2.0))
            .WithSpinUp(2.0)
            .WithSnapshots(400, 0.08)
            .WithSeed(7L)
            .Run(6.0)
            .Points()

let struct (training, heldOut) = gradients.Split 0.2
printfn "%O" gradients

(**
## The flow

Held out are the last times of the simulation, so that training and test share no eddy.
*)

let fitted =
    FlowTraining
        .Of(IsotropicFlow.Create(2, 16), training.Coordinates(), heldOut.Coordinates())
        .WithEpochs(if isFast then 8 else 25)
        .WithRate(5e-3)
        .Train()

let gaussian =
    IsotropicFlow.Create(1, 1).LogDensity(heldOut.Coordinates()) |> Array.average

printfn
    "held-out log-likelihood %.4f, of the Gaussian with the same mean square %.4f"
    fitted.HeldOutLogLikelihood
    gaussian

display (fitted.Figure())

(**
## Samples against the simulation

Components over their root mean square, on a logarithmic scale: the flow is drawn as lines through its own samples.
*)

let samples =
    let scales = FlowScales(gradients.Scales.Viscosity, 1.0)

    VelocityGradients.Of(
        TraceFree.Tensors(fitted.Flow.Sample((if isFast then 20000 else 100000), 5L)),
        [| 0.0 |],
        scales
    )

let measured, drawn = GradientStatistics.Of gradients, GradientStatistics.Of samples

let compare title label (pick: GradientStatistics -> Density) =
    let seen (density: Density) =
        Array.zip density.Centres density.Values
        |> Array.filter (fun (_, value) -> value > 0.0)
        |> Array.unzip

    let (x, measuredDensity), (y, learnedDensity) =
        seen (pick measured), seen (pick drawn)

    Figure
        .Titled(title)
        .WithXAxis(label)
        .WithYAxis("density", log = true)
        .WithMarkers(x, measuredDensity, "simulation")
        .WithLine(y, learnedDensity, "flow")

display (
    Figure.Grid(
        "The learned density",
        2,
        [
            compare "Longitudinal component" "A_{11}/rms" _.Longitudinal
            compare "Transverse component" "A_{12}/rms" _.Transverse
            compare "Shape of the strain" "s^*" _.Shape
            compare "Dissipation" "ln(\\epsilon/<\\epsilon>)" _.Dissipation
        ]
    )
)

(**
## Invariants

The joint density of Q and R with its tail along the line of Vieillefosse.
*)

display (Figure.Grid("Q and R: simulation, flow", 2, [ measured.Invariants.Figure(); drawn.Invariants.Figure() ]))

(**
## Every statistic in numbers

Distance in standard errors of both, by the bootstrap over blocks.
*)

type Row = {
    Statistic: string
    Simulation: float
    Flow: float
    Sigma: float
}

let rows = [
    for row in measured.Rows do
        let flow = drawn.Row row.Name
        let error = sqrt (row.StandardError ** 2.0 + flow.StandardError ** 2.0)

        if error > 0.0 && row.Name <> "trace" then
            {
                Statistic = row.Name
                Simulation = row.Value
                Flow = flow.Value
                Sigma = (flow.Value - row.Value) / error
            }
]

display (Table.Of rows)

(**
## Homogeneity

In a homogeneous flow ⟨Tr A²⟩ = ⟨Tr A³⟩ = 0. A flow learns that as far as its data show it. `WithMoments` pulls both, and ⟨A:A⟩ = 1, to their values while it is trained,
which is of use where data are few or come from a flow that is not quite homogeneous; these data show it by themselves, and with and without it the means are within a few
thousandths. Means of 200,000 samples with the standard error of the second, in Kolmogorov units.
*)

let held =
    FlowTraining
        .Of(IsotropicFlow.Create(2, 16), training.Coordinates(), heldOut.Coordinates())
        .WithEpochs(if isFast then 4 else 25)
        .WithRate(5e-3)
        .WithMoments(5.0, Homogeneity.Moments)
        .Train()

type Residual = {
    Moment: string
    Learned: float
    Held: float
    StandardError: float
    Target: float
}

let residuals = [
    let blocks (flow: Flow) =
        let samples = flow.Sample((if isFast then 20000 else 200000), 6L)
        let size = Array2D.length1 samples / 50
        [ for b in 0..49 -> samples[b * size .. (b + 1) * size - 1, *] ]

    let learned, kept = blocks fitted.Flow, blocks held.Flow

    for moment in Homogeneity.Moments do
        let means = kept |> List.map moment.Mean
        let mean = List.average means

        {
            Moment = moment.Name
            Learned = learned |> List.averageBy moment.Mean
            Held = mean
            StandardError = sqrt ((means |> List.averageBy (fun m -> (m - mean) ** 2.0)) / 49.0)
            Target = moment.Target
        }
]

display (Table.Of residuals)
printfn "held-out log-likelihood %.4f, held to homogeneity %.4f" fitted.HeldOutLogLikelihood held.HeldOutLogLikelihood

(**
## Isotropy

The root mean square change of the log-density when each sample is turned at random: rounding.
*)

printfn "%.1e nats" (RandomRotations.LogDensityChange(fitted.Flow, heldOut.Coordinates()))
