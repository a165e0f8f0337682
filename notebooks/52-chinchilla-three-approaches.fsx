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

The objective is a sum of Huber terms of size 10^-3, squared: tiny numbers. The common stopping rule of L-BFGS-B (its factr) ends the search when one step lowers
the objective by less than 2.2e-9 times the larger of the objective and *one*. Divided by the number of points, the objective may meet that rule
sooner. The same start and the same optimiser, stopped by that rule, once with the sum and once with the mean (the line below them is the converged fit):
*)

let objective (scale: float) =
    let rows = grid |> List.map (fun p -> log p.N, log p.D, log p.Loss)

    Func<float[], float[], float>(fun x gradient ->
        Array.Clear gradient
        let mutable sum = 0.0

        for n, d, l in rows do
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

let start = [| 5.0; 5.0; 0.5; 0.5; 0.5 |]

let stopped scale =
    let after steps =
        Bfgs(GradientTolerance = 0.0, MaxIterations = steps).Minimise(objective scale, start)

    Seq.initInfinite (fun k -> after (k + 1))
    |> Seq.pairwise
    |> Seq.indexed
    |> Seq.find (fun (k, (before, now)) -> before.Value - now.Value <= 2.2e-9 || k = 300)
    |> fun (k, (_, now)) -> k + 2, now

for name, scale in [ "sum", 1.0; "mean", 1.0 / float grid.Length ] do
    let steps, found = stopped scale

    printfn
        "%-5s stopped after %3d steps: summed objective %.4e, alpha %.4f, beta %.4f, E %.4f"
        name
        steps
        (found.Value / scale)
        found.X.[3]
        found.X.[4]
        (exp found.X.[2])

let converged =
    Bfgs(GradientTolerance = 1e-10, MaxIterations = 2000).Minimise(objective 1.0, start)

printfn "converged: summed objective %.4e, alpha %.4f, beta %.4f" converged.Value converged.X.[3] converged.X.[4]

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
