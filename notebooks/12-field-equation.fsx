(**
# A field equation in weak form: Korteweg-de Vries from noisy solitons

Derivatives of a noisy field are hopeless, third derivatives above all. In the weak form the derivatives move to smooth test functions, by parts: only integrals
of the data remain. The field is the exact solution of two solitons that pass each other (Hirota 1971), with noise of half its own deviation.
*)

#load "../MlPhys.fsx"

open MlPhys.Figures
open MlPhys.Numerics.Random
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Tables

let times = Array.init 201 (fun i -> 0.02 * float i)
let positions = Array.init 400 (fun j -> 0.1 * float j)

let soliton t x =
    let k1, k2 = 1.1, 1.7
    let coupling = ((k1 - k2) / (k1 + k2)) ** 2.0
    let a = exp (k1 * (x - 16.0) - k1 ** 3.0 * t)
    let b = exp (k2 * (x - 10.0) - k2 ** 3.0 * t)
    let f = 1.0 + a + b + coupling * a * b
    let first = k1 * a + k2 * b + (k1 + k2) * coupling * a * b

    let second = k1 ** 2.0 * a + k2 ** 2.0 * b + (k1 + k2) ** 2.0 * coupling * a * b

    2.0 * (second / f - (first / f) ** 2.0)

let clean = Array2D.init 201 400 (fun i j -> soliton times.[i] positions.[j])

let noisy level =
    let stream = RandomStream 7L
    let values = clean |> Seq.cast<float> |> Seq.toArray
    let mean = Array.average values

    let deviation = values |> Array.averageBy (fun v -> (v - mean) ** 2.0) |> sqrt

    clean |> Array2D.map (fun v -> v + level * deviation * stream.Gaussian())

let every n (values: float[]) = [| for i in 0..n .. values.Length - 1 -> values.[i] |]

let shown = noisy 0.5

Figure
    .Titled("Measured: 50 % noise")
    .WithXAxis("x")
    .WithYAxis("t")
    .WithHeatMap(every 4 positions, every 3 times, Array2D.init 67 100 (fun i j -> shown.[3 * i, 4 * j]))
|> display

(**
## The equation

Candidates are the derivatives up to the fourth of u, u² and u³, and the functions themselves. Test functions of many widths vote on the terms.
The truth is u_t = -3 (u²)_x - u_xxx.
*)

for level in [ 0.0; 0.1; 0.2; 0.5 ] do
    let law = SparseModel.For(Field.Of("u", times, positions, noisy level)).Fit()
    printfn "noise %3.0f %%: %-40s agreement of widths %.0f %%" (100.0 * level) (law.Equation()) (100.0 * law.Agreement)

(** ## Its coefficients at 50 % noise *)

let law = SparseModel.For(Field.Of("u", times, positions, noisy 0.5)).Fit()
display law

for term in law.Terms do
    printfn "%-8s %8.4f ± %.4f" term.Term term.Value term.StandardError
