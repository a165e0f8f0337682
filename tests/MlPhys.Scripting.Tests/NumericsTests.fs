module MlPhys.Scripting.Tests.NumericsTests

open MlPhys.Numerics.Differential
open MlPhys.Numerics.Fourier
open MlPhys.Numerics.Interpolation
open MlPhys.Numerics.LinearAlgebra
open MlPhys.Numerics.Optimisation
open MlPhys.Numerics.Quadrature
open MlPhys.Numerics.Random
open MlPhys.Numerics.Statistics
open System
open System.Numerics
open Xunit

[<Fact>]
let ``random streams are split by purpose and by index`` () =
    let stream = RandomStream(1L).Split("walkers").Split(3L)
    let x = stream.Gaussians 1000
    let weights = [| 1.0; 2.0 |]
    Assert.InRange(Array.average x, -0.2, 0.2)
    Assert.Equal(10, Array.length (stream.Permutation 10))
    Assert.Equal(100L, Array.sum (stream.Multinomial(100L, weights)))
    Assert.True(stream.Exponential() > 0.0 && stream.Exponential(rate = 2.0) > 0.0)

[<Fact>]
let ``a curve is fitted in one chain and its rows are flat records`` () =
    let x = [| 0.1..0.1..2.0 |]
    let y = x |> Array.map (fun s -> 2.0 * s / (0.5 + s))

    let fit =
        LevenbergMarquardt
            .ForCurve(x, y, (fun s p -> p.[0] * s / (p.[1] + s)))
            .WithBounds([| 0.0; 0.0 |], [| 10.0; infinity |])
            .WithLogScale(1)
            .Fit([| 1.0; 1.0 |])

    Assert.Equal(0.5, fit.Parameters.[1], 1e-8)
    Assert.All(fit.Estimates, fun row -> Assert.Equal(BoundState.Free, row.Bound))

    let residuals =
        LevenbergMarquardt.ForResiduals(fun p -> [| p.[0] - 3.0; p.[0] - 5.0 |])

    Assert.Equal(4.0, residuals.Fit([| 0.0 |]).Parameters.[0], 1e-8)

[<Fact>]
let ``an initial value problem is solved from a lambda, with tolerances and an event`` () =
    let path =
        InitialValueProblem
            .For(fun _ y -> [| y.[1]; -y.[0] |])
            .WithTolerances(1e-9, 1e-12)
            .WithEvent("zero", (fun _ y -> y.[0]), terminal = true)
            .Solve([| 1.0; 0.0 |], 0.0, 10.0)

    Assert.Equal(Math.PI / 2.0, path.Events.[0].Time, 1e-8)
    Assert.Equal(cos 1.0, path.At(1.0).[0], 1e-7)

    let stiff =
        InitialValueProblem
            .For(fun _ y -> [| -1e6 * (y.[0] - 1.0) |])
            .WithMethod(OdeMethod.Rodas4)
            .WithJacobian(fun _ _ -> array2D [ [ -1e6 ] ])
            .Solve([| 0.0 |], [| 0.0; 1.0; 2.0 |])

    Assert.Equal(1.0, stiff.Component(0).[2], 1e-6)

[<Fact>]
let ``a right-hand side over spans allocates nothing for a step`` () =
    let field =
        VectorField(fun _ y d ->
            d.[0] <- y.[1]
            d.[1] <- -y.[0])

    let path = InitialValueProblem.For(field).Solve([| 1.0; 0.0 |], 0.0, 1.0)
    Assert.Equal(cos 1.0, path.Final.[0], 1e-5)

[<Fact>]
let ``stochastic equations take additive, diagonal and general noise`` () =
    let drift = fun (_: float) (x: float[]) -> [| -x.[0] |]
    let stream = RandomStream 2L

    let equations = [
        StochasticEquation.WithAdditiveNoise(drift, array2D [ [ 1.0 ] ])
        StochasticEquation.WithDiagonalNoise(drift, (fun _ _ -> [| 1.0 |]))
        StochasticEquation.WithNoise(1, drift, (fun _ _ -> array2D [ [ 1.0 ] ]))
    ]

    for equation in equations do
        let ends =
            equation.WithScheme(SdeScheme.Platen).SimulateEnsemble([| 0.0 |], 0.1, 50, 2000, stream)

        let variance = ends.Values(0) |> Array.averageBy (fun x -> x * x)
        Assert.InRange(variance, 0.43, 0.57)

[<Fact>]
let ``error bars come as records with mean and standard error`` () =
    let x = RandomStream(3L).Gaussians 4096
    let blocking = Blocking.Analyse x
    let time = Autocorrelation.Analyse x
    let jackknife = Jackknife.Estimate(x, Array.average)

    let bootstrap =
        Bootstrap.Estimate(x, Array.average, RandomStream 4L, resamples = 200)

    for error in
        [
            blocking.StandardError
            time.StandardError
            jackknife.StandardError
            bootstrap.StandardError
            RunningMoments.Of(x).StandardError
        ] do
        Assert.InRange(error * 64.0, 0.7, 1.3)

    let struct (low, high) = bootstrap.BcaInterval()
    Assert.True(low < high)
    Assert.Equal(4096L, Histogram.Of(x, 20).Bins |> Seq.sumBy _.Count)
    Assert.Equal(1.5, WeightedMean.Of([| 1.0; 2.0 |], [| 1.0; 1.0 |]).Mean, 1e-12)

[<Fact>]
let ``linear algebra takes arrays and lambdas`` () =
    let matrix = array2D [ [ 2.0; 1.0 ]; [ 1.0; 3.0 ] ]

    let product (x: float[]) = [| 2.0 * x.[0] + x.[1]; x.[0] + 3.0 * x.[1] |]

    let exact = SymmetricEigen.Of(matrix).Values
    let krylov = Lanczos.Run(product, 2, 2, RandomStream 5L)
    Assert.Equal(exact.[1], krylov.Values.[1], 1e-12)
    let solution = ConjugateGradient.Solve(product, [| 1.0; 2.0 |])
    Assert.Equal(0.6, solution.Solution.[1], 1e-9)
    Assert.Equal(log 5.0, CholeskyFactor.Of(matrix).LogDeterminant, 1e-12)
    Assert.Equal(2, LinearFit.Of(matrix, [| 1.0; 2.0 |]).Rank)

[<Fact>]
let ``transforms, splines and integrals are one call each`` () =
    let spectrum = Fft.ForwardReal [| 1.0; 0.0; -1.0; 0.0 |]
    Assert.Equal(2.0, spectrum.[1].Real, 1e-14)
    let back = Fft.Inverse(Fft.Forward([| Complex.One; Complex.ImaginaryOne |]))
    Assert.Equal(1.0, back.[1].Imaginary, 1e-14)
    let x = [| 0.0..0.5..3.0 |]
    let spline = PiecewiseCubic.Spline(x, Array.map sin x, SplineEnds.NotAKnot)
    Assert.Equal(sin 1.2, spline.Value 1.2, 1e-2)
    let gaussian = GaussKronrod.Integrate((fun t -> exp (-t * t)), -infinity, infinity)
    Assert.Equal(sqrt Math.PI, gaussian.Value, 1e-9)
    Assert.Equal(2.0 / 3.0, GaussLegendre.Rule(3).Integrate(fun t -> t * t), 1e-12)
