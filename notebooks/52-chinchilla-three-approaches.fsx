(**
# Three ways to one frontier: Chinchilla's fits on a table with known constants

How should a compute budget be split between the size of a model and its data? Hoffmann et al. (2022) answered by three approaches: the lower envelope of training
curves, parabolas at fixed compute (isoFLOP), and a joint law L = E + A/N^alpha + B/D^beta. The third disagreed with the first two; Besiroglu et al. (2024)
found why. On a table made from known constants each approach can be judged by the truth.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Figures
open MlPhys.Numerics.Optimisation
open MlPhys.Numerics.Random
open MlPhys.Scaling

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let truth = JointLaw(1.69, 406.4, 410.7, 0.34, 0.28)
let noise = RandomStream(1L).Split "noise"

let point n d sigma =
    ScalingPoint(n, d, truth.Loss(n, d) * exp (sigma * noise.Gaussian()))

let logSpaced low high count = [
    for i in 0 .. count - 1 -> low * (high / low) ** (float i / float (count - 1))
]

let grid = [
    for n in logSpaced 1e7 1e10 9 do
        for d in logSpaced 3e8 3e11 9 -> point n d 0.003
]

let isoFlop = [
    for c in logSpaced 1e18 1e21 7 do
        for n in logSpaced 0.3 3.0 9 ->
            let best = truth.ComputeOptimal c
            point (n * best.N) (c / (6.0 * n * best.N)) 0.0003
]

(**
## The exponent a in N ~ C^a
*)

printfn "truth     %.4f" truth.ModelExponent

printfn
    "envelope  %.4f"
    (Envelope.Fit(grid |> List.map (fun p -> ScalingPoint(p.N, p.D, truth.Loss(p.N, p.D)))).ModelExponent)

printfn "isoFLOP   %.4f" (IsoFlop.Fit(isoFlop).ModelExponent)

let fit (estimator: JointEstimator) =
    JointScaling.For(grid).WithEstimator(estimator).WithBootstrap((if isFast then 20 else 200), seed = 1L).Fit()

let fits = [
    "Huber", fit (JointEstimator.Huber())
    "variable projection", fit (JointEstimator.VariableProjection())
]

for name, fit in fits do
    printfn "\n%s: %O" name fit

    for p in fit.Parameters do
        printfn "  %-6s %10.4f  95 %% interval %.4f to %.4f" p.Name p.Value p.Low p.High

(snd fits.Head).Figure() |> display

(**
## Sum, not mean

The Huber terms are of size 10^-3, squared: tiny numbers. A quasi-Newton search stops where no component of the gradient exceeds a tolerance (BFGS libraries take 10^-5
unless told otherwise), and that tolerance knows nothing of units. Divide the objective by the number of points and every gradient shrinks with it, the minimum
stays where it was, and the search stops earlier. Here is the same objective twice, summed and averaged, from the 60 best of Hoffmann's 4,500 starts:
*)

let objective (rows: struct (float * float * float)[]) (scale: float) =
    Func<float[], float[], float>(fun x gradient ->
        Array.Clear gradient
        let mutable sum = 0.0

        for struct (n, d, l) in rows do
            let a, b, e = x.[0] - x.[3] * n, x.[1] - x.[4] * d, x.[2]
            let top = max a (max b e)
            let p, q, r = exp (a - top), exp (b - top), exp (e - top)
            let residual = top + log (p + q + r) - l
            let slope = Math.Clamp(residual, -1e-3, 1e-3) / (p + q + r) * scale

            sum <-
                sum
                + scale
                  * (if abs residual <= 1e-3 then
                         residual * residual / 2.0
                     else
                         1e-3 * (abs residual - 5e-4))

            gradient.[0] <- gradient.[0] + slope * p
            gradient.[1] <- gradient.[1] + slope * q
            gradient.[2] <- gradient.[2] + slope * r
            gradient.[3] <- gradient.[3] - slope * p * n
            gradient.[4] <- gradient.[4] - slope * q * d

        sum)

let table = [| for p in grid -> struct (log p.N, log p.D, log p.Loss) |]
let scales = [ "sum", 1.0; "mean", 1.0 / float table.Length ]

let minimise rows scale tolerance (start: float[]) =
    Bfgs(GradientTolerance = tolerance, MaxIterations = 2000).Minimise(objective rows scale, start)

let starts =
    let scratch = Array.zeroCreate 5
    let every = [ 0.0; 5.0; 10.0; 15.0; 20.0; 25.0 ]
    let exponents = [ 0.0; 0.5; 1.0; 1.5; 2.0 ]

    [|
        for a in every do
            for b in every do
                for e in [ -1.0; -0.5; 0.0; 0.5; 1.0 ] do
                    for alpha in exponents do
                        for beta in exponents -> [| a; b; e; alpha; beta |]
    |]
    |> Array.sortBy (fun start -> (objective table 1.0).Invoke(start, scratch))
    |> Array.take 60

let minimum = starts |> Array.map (minimise table 1.0 1e-10) |> Array.minBy _.Value

let ends = [
    for tolerance in [ 1e-4; 1e-5; 1e-6; 1e-10 ] do
        for name, scale in scales -> tolerance, name, scale, starts |> Array.map (minimise table scale tolerance)
]

printfn "minimum: alpha %.4f, beta %.4f (truth %.2f, %.2f)\n" minimum.X.[3] minimum.X.[4] truth.Alpha truth.Beta

printfn "tolerance  form  median steps  starts that reach it    alpha, beta of the best    quartiles of alpha"

for tolerance, name, scale, found in ends do
    let best = found |> Array.minBy _.Value
    let steps = found |> Array.map _.Iterations |> Array.sort
    let alpha = found |> Array.map _.X.[3] |> Array.sort

    let reached =
        found
        |> Array.filter (fun m -> m.Value / scale < 1.01 * minimum.Value)
        |> Array.length

    printfn
        "%9g  %-4s  %12d  %14d of %d    %16.4f, %.4f    %14.3f to %.3f"
        tolerance
        name
        steps.[30]
        reached
        found.Length
        best.X.[3]
        best.X.[4]
        alpha.[15]
        alpha.[45]

(**
At the usual tolerance the search on the mean leaves most starts far from the minimum after a few steps. With 60 starts the best of them still arrives; with one, or with a
tolerance ten times wider, it need not. Where the searches end at tolerance 10^-5:
*)

((Figure.Titled "Where 60 searches stop, tolerance 1e-5").WithXAxis("alpha").WithYAxis("beta"),
 ends |> List.filter (fun (tolerance, _, _, _) -> tolerance = 1e-5))
||> List.fold (fun figure (_, name, _, found) ->
    figure.WithMarkers(found |> Array.map _.X.[3], found |> Array.map _.X.[4], name))
|> _.WithMarkers([ truth.Alpha ], [ truth.Beta ], "truth")
|> display

(**
The error bars suffer more. A bootstrap fits resampled tables from the minimum of the whole one. A search that stops early hardly leaves that start, and every
resampled table seems to give the same exponents:
*)

for tolerance in [ 1e-5; 1e-9 ] do
    for name, scale in scales do
        let random = RandomStream(5L).Split "resampling"

        let refits = [|
            for _ in 1 .. (if isFast then 40 else 200) ->
                let rows =
                    Array.init table.Length (fun _ -> table.[int (random.Integer table.Length)])

                minimise rows scale tolerance minimum.X
        |]

        let deviation (value: Minimum -> float) =
            let values = refits |> Array.map value
            let mean = Array.average values
            sqrt (values |> Array.averageBy (fun v -> (v - mean) ** 2.0))

        printfn
            "tolerance %g, %-4s: standard error of alpha %.5f, of beta %.5f, of a %.5f"
            tolerance
            name
            (deviation _.X.[3])
            (deviation _.X.[4])
            (deviation (fun m -> m.X.[4] / (m.X.[3] + m.X.[4])))

(**
Both are what Besiroglu et al. (2024) found in the third approach of Hoffmann et al.: constants away from the minimum, and intervals too narrow for the number of
models trained. Their fit of the sum to the points read off Hoffmann's figure moved beta from 0.28 to 0.37. On our table the exponents of the sum agree with the truth within
their error bars, and the library sums.
*)

(**
## The frontier, and why all digits matter

D/N at Gopher's budget follows from differences of exponents: rounding the published constants changes the answer by half.
*)

let published = [
    "Hoffmann, rounded", truth
    "Besiroglu", JointLaw(1.8172, 482.01, 2085.43, 0.3478, 0.3658)
]

for name, law in published do
    printfn "%-20s D/N at 5.76e23: %.1f" name (law.ComputeOptimal 5.76e23).DataPerParameter

for p in (snd fits.Head).Frontier(logSpaced 1e18 1e24 4) do
    printfn "C = %.0e: N = %.3g (%.3g to %.3g), D = %.3g, loss %.4f" p.Compute p.N p.NLow p.NHigh p.D p.Loss

(**
Bootstrap intervals know the scatter of the points and nothing of a wrong law: read them beside the rms log residual, the held-out error and the warnings.
*)

for name, fit in fits do
    printfn
        "%-20s rms log residual %.4f, error on the held-out largest budget %.4f, warnings: %A"
        name
        fit.RmsLogResidual
        fit.HeldOutError
        (Seq.toList fit.Warnings)
