(**
# Turbulence in a box: the data of the velocity-gradient models

A stochastic model of the velocity gradient A = ∇u (Carbone, Peterhans, Ecker and Wilczek, PRL 133, 184001, 2024) begins with data: the eight-dimensional
distribution of A, and its time correlations along the paths of fluid particles. This notebook makes both by direct numerical simulation and measures them.
The figures are those of the field; the authors' own numbers are not quoted here.

For data of your own, change one line below: `GradientReader.Default.Read "FILE"`.
*)

#load "../MlPhys.fsx"

open System
open System.Diagnostics
open MlPhys.Display
open MlPhys.Figures
open MlPhys.Turbulence.Gradients
open MlPhys.Turbulence.Simulation
open MlPhys.Turbulence.Statistics

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

(**
## The flow

Pseudo-spectral in the box [0, 2π)³ with 64³ points, modes |k| < N/3 kept; the two largest shells are held at their energies. After 8 time units
(5 turnover times) particles are followed and points drawn. The kept results come from 30 time units; the benchmark `turbulence-acceptance` uses 100.
*)

let points, spinUp, duration, tracers =
    if isFast then 32, 2.0, 4.0, 128 else 64, 8.0, 30.0, 512

let run =
    IsotropicTurbulence
        .Box(points)
        .WithViscosity(if isFast then 0.04 else 0.016)
        .WithForcing(Forcing.ShellEnergies [ 0.54; 0.4 ])
        .WithInitialField(InitialField.Random(1.0, 2.0))
        .WithSpinUp(spinUp)
        .WithTracers(tracers, 0.04)
        .WithSnapshots((if isFast then 100 else 1000), (if isFast then 0.05 else 0.3))
        .WithThreads(2)
        .WithSeed(7L)
        .Run(duration)

printfn "%O" run
display (run.Figure())

(**
Two traps wait in a forced simulation: whatever the nonlinear term cannot see (a compressible part, a part that is not real) is amplified by the forcing. Both
are removed after each step; what remains is round-off, and the energy budget closes.
*)

let worst (value: FlowSample -> float) =
    run.Samples |> Array.map (value >> abs) |> Array.max

printfn "largest rms trace / rms A      %.1e" (worst (fun s -> s.Divergence))
printfn "largest nu<A:A>/eps - 1        %.1e" (worst (fun s -> s.GradientMismatch))
printfn "largest <Tr A²>/<A:A>          %.1e" (worst (fun s -> s.BetchovSecond))
printfn "largest <Tr A³>/<A:A>^1.5      %.1e" (worst (fun s -> s.BetchovThird))
printfn "energy unaccounted / dissipated %.1e" (worst (fun s -> s.BudgetResidual))

(** ## Gradients at random points, with errors by blocks of time *)

let data = run.Points()
// let data = GradientReader.Default.WithScales(viscosity = 1.85e-4).Read "my-gradients.npz"

for warning in data.Warnings() do
    printfn "%s" warning

let statistics = GradientStatistics.Of(data, blocks = 20)
display statistics

(**
Heavy tails and negative skewness of the components; the tear-drop in the plane of Q and R along the line 27 R²/4 + Q³ = 0; strain with two extending axes
(s* near 1); vorticity along the *middle* axis.
*)

display (statistics.Figure())

(** The production of enstrophy grows with the strain; given the strain, in Kolmogorov units: *)

let strainSquare (a: float[]) =
    let s i j = 0.5 * (a.[3 * i + j] + a.[3 * j + i])

    Seq.sum (
        seq {
            for i in 0..2 do
                for j in 0..2 -> s i j ** 2.0
        }
    )

let stretching (a: float[]) =
    let w = [| a.[7] - a.[5]; a.[2] - a.[6]; a.[3] - a.[1] |]

    Seq.sum (
        seq {
            for i in 0..2 do
                for j in 0..2 -> w.[i] * a.[3 * i + j] * w.[j]
        }
    )

let production =
    ConditionalMean.Of(
        data,
        stretching,
        strainSquare,
        [ 0.0; 0.1; 0.2; 0.4; 0.7; 1.0; 1.5; 2.0; 3.0; 5.0 ],
        blocks = 20
    )

display (production.Figure("ω·S·ω τ³", "Tr S² τ²"))

(**
## Along the paths

Strain forgets within two Kolmogorov times, rotation remembers several times longer.
*)

let trajectories = run.Trajectories()

let correlations =
    GradientCorrelations.Of(trajectories, longestLag = (if isFast then 4.0 else 30.0))

printfn "strain   %.2f ± %.2f Kolmogorov times" correlations.StrainTime.Value correlations.StrainTime.StandardError
printfn "rotation %.2f ± %.2f Kolmogorov times" correlations.RotationTime.Value correlations.RotationTime.StandardError
display (correlations.Figure())

(** Three particles: the component A11 in Kolmogorov units. *)

let shown = min 400 trajectories.Times.Length
let tau = trajectories.Scales.KolmogorovTime

let clock = [|
    for t in 0 .. shown - 1 -> (trajectories.Times.[t] - trajectories.Times.[0]) / tau
|]

let path particle = [|
    for t in 0 .. shown - 1 -> tau * trajectories.Values.[9 * (particle * trajectories.Times.Length + t)]
|]

(Figure.Titled("A11 along three paths").WithXAxis("t / τ").WithYAxis("A11 τ"), [ 0..2 ])
||> List.fold (fun figure particle -> figure.WithLine(clock, path particle, width = 1.2))
|> display

(**
## What a step costs

Processor time of a Heun step on one thread against the number of points a side; N³ log N is drawn through the last point. Seconds depend on the machine; the benchmark
`turbulence-speed` compares with scipy in one run.
*)

let sizes = if isFast then [ 16; 32 ] else [ 32; 48; 64; 96 ]

let cost n =
    let stepping (steps: int) =
        let flow =
            IsotropicTurbulence.Box(n).WithTimeStep(TimeStepRule.Fixed 1e-4).WithSampling(1e3)

        let before = Process.GetCurrentProcess().TotalProcessorTime
        flow.Run(1e-4 * float steps) |> ignore
        (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds

    let few, many = 5, (if n < 64 then 205 else 65)
    stepping few |> ignore
    max 0.01 ((stepping many - stepping few) / float (many - few))

let milliseconds = sizes |> List.map cost
let largest = float (List.last sizes)

let law n =
    List.last milliseconds * n ** 3.0 * log n / (largest ** 3.0 * log largest)

Figure
    .Titled("Cost of a step")
    .WithXAxis("N", log = true)
    .WithYAxis("ms of processor time", log = true)
    .WithMarkers(sizes |> List.map float, milliseconds, name = "measured")
    .WithLine(sizes |> List.map float, sizes |> List.map (float >> law), name = "N³ log N", dashed = true)
|> display

(** The set, to be learned from in the next notebooks (also by `numpy.load`): *)

let folder = IO.Path.Combine(IO.Path.GetTempPath(), "mlphys-turbulence")
data.Save(IO.Path.Combine(folder, "points.npz"), singlePrecision = true)
trajectories.Save(IO.Path.Combine(folder, "trajectories.npz"), singlePrecision = true)
printfn "%O\n%O" data trajectories
