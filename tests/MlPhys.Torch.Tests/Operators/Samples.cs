using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Operators;

/// <summary>Arguments on which an operator is defined, and smooth where it has a derivative.</summary>
internal static class Samples
{
    private static readonly HashSet<string> OnIntegers =
    [
        "gcd",
        "gcd_",
        "lcm",
        "lcm_",
        "bitwise_and",
        "bitwise_and_",
        "bitwise_or",
        "bitwise_or_",
        "bitwise_xor",
        "bitwise_xor_",
        "bitwise_not",
        "bitwise_not_",
        "bitwise_left_shift",
        "bitwise_left_shift_",
        "bitwise_right_shift",
        "bitwise_right_shift_",
    ];

    private static readonly HashSet<string> OnPositiveDefinite =
    [
        "cholesky",
        "cholesky_ex",
        "logdet",
        "eigh",
        "eigvalsh",
        "ldl_factor",
        "cholesky_solve",
        "cholesky_inverse",
        "cond",
    ];

    private static readonly HashSet<string> OnVectors =
    [
        "dot",
        "vdot",
        "outer",
        "ger",
        "combinations",
        "vander",
        "cartesian_prod",
        "meshgrid_of",
        "inner",
    ];

    private static readonly HashSet<string> OnComplex = ["view_as_real", "imaginary_part", "real_part"];

    /// <summary>The tensor that a method is called on, or its first tensor, before <see cref="Prepare"/>.</summary>
    public static Tensor Leaf(MethodInfo method, params long[] shape)
    {
        var sizes = shape.Length > 0 ? shape : Shape(method);
        if (OnIntegers.Contains(method.Name))
            return torch.randint(1, 6, sizes);
        if (method.Name == "bincount")
            return torch.randint(0, 6, 5L);
        var unit = torch.rand(sizes, float64) * 0.8 + 0.1;
        return method.Name switch
        {
            "acosh" or "arccosh" or "acosh_" or "arccosh_" or "zeta" => unit + 1.5,
            "binomial" => torch.full(sizes, 5.0, float64),
            "is_nonzero" => torch.ones([], float64),
            _ => unit,
        };
    }

    /// <summary>Brings a leaf into the operator's domain, differentiably.</summary>
    public static Tensor Prepare(MethodInfo method, Tensor leaf) =>
        method.Name == "cholesky_inverse" ? leaf.tril() + torch.eye(4, dtype: float64)
        : OnPositiveDefinite.Contains(method.Name) ? leaf.matmul(leaf.mT) + torch.eye(4, dtype: float64)
        : OnComplex.Contains(method.Name) ? leaf.to_type(complex128)
        : leaf;

    public static object? Argument(MethodInfo method, ParameterInfo parameter, Tensor prepared)
    {
        var named = Named(method.Name, parameter.Name!, parameter.ParameterType);
        if (named is not null)
            return named;
        if (parameter.ParameterType == typeof(Tensor) && parameter.Position == 0 && method.IsStatic)
            return prepared;
        return parameter.HasDefaultValue && parameter.ParameterType != typeof(Tensor[])
            ? parameter.DefaultValue
            : ByType(method, parameter);
    }

    private static long[] Shape(MethodInfo method) =>
        method.Name switch
        {
            "bmm" or "baddbmm" => [2, 4, 4],
            "dsplit" => [2, 2, 4],
            "channel_shuffle" => [1, 4, 4],
            "addmv" or "addmv_" => [4],
            "sum" when method.GetParameters().Any(p => p.Name == "dim2") => [2, 3, 2],
            "cross" => [4, 3],
            "view_as_complex" => [4, 2],
            var name when OnVectors.Contains(name) => [4],
            _ => [4, 4],
        };

    private static Tensor Unit(params long[] sizes) => torch.rand(sizes, float64) * 0.8 + 0.1;

    private static Tensor Mask() => torch.rand(4, 4) > 0.5;

    /// <summary>Arguments that only one operator, or a parameter of one name, asks for.</summary>
    private static object? Named(string method, string parameter, Type type) =>
        (method, parameter) switch
        {
            ("prelu", "target") or ("mv", "target") or ("addmv" or "addmv_", "vec") => Unit(4),
            ("addr" or "addr_", _) when type == typeof(Tensor) => Unit(4),
            ("addbmm" or "addbmm_" or "bmm" or "baddbmm", "batch1" or "batch2") => Unit(2, 4, 4),
            ("where" or "where_indices", "condition") => Mask(),
            ("isin", "test_elements") or ("bucketize", "boundaries") => torch.linspace(0, 1, 5, float64),
            ("searchsorted", "sorted_sequence") => Unit(4, 4).sort().values,
            (
                "chebyshev_polynomial_t"
                    or "chebyshev_polynomial_u"
                    or "hermite_polynomial_h"
                    or "hermite_polynomial_he"
                    or "laguerre_polynomial_l"
                    or "legendre_polynomial_p",
                "n"
            ) => torch.full(4, 4, 2.0, float64),
            (
                "index_add"
                    or "index_add_"
                    or "index_copy"
                    or "index_copy_"
                    or "index_select"
                    or "index_fill"
                    or "index_fill_",
                "index"
            ) => torch.tensor([0L, 2]),
            ("index_add" or "index_add_" or "index_copy" or "index_copy_", "source") => Unit(2, 4),
            ("diagonal_scatter" or "select_scatter", "src") => Unit(4),
            ("select", "index") or ("select_scatter", "index") => 1L,
            (_, "index" or "indices") when type == typeof(Tensor) && method == "sparse_coo_tensor" => torch.tensor(
                new long[,]
                {
                    { 0, 1 },
                    { 1, 2 },
                }
            ),
            ("sparse_coo_tensor", "values") => Unit(2),
            ("sparse_coo_tensor", "size") => (long[])[4, 4],
            (_, "index" or "indices") when type == typeof(Tensor) => torch.randint(0, 4, (4, 4)),
            (_, "mask") => Mask(),
            (_, "repeats") when type == typeof(Tensor) => torch.tensor([2L]),
            (_, "q") when type == typeof(Tensor) && method != "zeta" => torch.tensor(0.5),
            (_, "tau") => Unit(4),
            ("lu_solve", "LU" or "LU_data") => torch.linalg.lu_factor(Matrix()).LU,
            ("lu_solve", "pivots" or "LU_pivots") => torch.linalg.lu_factor(Matrix()).Pivots,
            ("ldl_solve", "LD") => torch.linalg.ldl_factor(Matrix()).LU,
            ("ldl_solve", "pivots") => torch.linalg.ldl_factor(Matrix()).Pivots,
            ("tensorsolve", "B") => Unit(4),
            ("cross", "other") => Unit(4, 3),
            ("dot" or "vdot" or "outer" or "ger" or "inner", _) => Unit(4),
            ("cartesian_prod" or "meshgrid_of", "tensors") => (Tensor[])[Unit(2), Unit(3)],
            ("clamp" or "clip" or "clamp_", "min") when type == typeof(Tensor) => torch.full(4, 4, 0.3, float64),
            ("clamp" or "clip" or "clamp_", "min") => 0.3.ToScalar(),
            ("einsum", "equation") => "ij,jk->ik",
            ("cond" or "norm", "p" or "ord") when type == typeof(string) => "fro",
            ("tensordot", "dims1") => (long[])[1],
            ("tensordot", "dims2") => (long[])[0],
            ("tensorsolve", "dims") => (long[])[1],
            ("cond" or "norm" or "matrix_norm", "p" or "ord") when type == typeof(double) => 2.0,
            ("addmv" or "addmv_", "mat") => Unit(4, 4),
            ("movedim" or "moveaxis", "source") => (long[])[0],
            ("movedim" or "moveaxis", "destination") => (long[])[1],
            ("reshape" or "view", "shape") => (long[])[2, 8],
            ("unflatten", "sizes") => (long[])[2, 2],
            ("expand" or "broadcast_to", _) when type == typeof(long[]) => (long[])[4, 4],
            ("repeat" or "tile", _) when type == typeof(long[]) => (long[])[2, 1],
            ("permute", _) => (long[])[1, 0],
            ("split" or "tensor_split", "sizes") => method == "split" ? (long[])[1, 3] : [1, 3],
            ("as_strided", "size") => (long[])[2, 2],
            ("as_strided" or "empty_strided", "strides") => (long[])[1, 2],
            ("roll", _) => type == typeof(long[]) ? (long[])[parameter == "shifts" ? 1 : 0] : null,
            ("mean" or "std" or "var" or "std_mean" or "var_mean" or "amax" or "amin" or "sum" or "flip", _)
                when type == typeof(long[]) => (long[])[0],
            ("transpose" or "transpose_" or "swapdims" or "swapaxes" or "sum", "dim1") => 1L,
            ("sum", "dim2") => 2L,
            ("narrow", "length") or ("slice", "finish") => 2L,
            ("mvlgamma" or "mvlgamma_" or "multigammaln", "p") => 1L,
            ("randint" or "randint_like" or "random_between", "low") => 0L,
            ("transpose" or "transpose_" or "swapdims" or "swapaxes", "dim0") or ("sum", "dim0") => 0L,
            ("cross", "dim") => -1L,
            ("lstsq", "rcond") => 1e-12,
            ("glu", "dim") => 1L,
            (_, "dim" or "dimension") when type == typeof(int) || type == typeof(int?) => 0,
            (_, "dim" or "dimension") when type == typeof(long) || type == typeof(long?) => 0L,
            (_, "start") when type == typeof(double) => 0.0,
            (_, "start") when type == typeof(Scalar) => 0.ToScalar(),
            (_, "start") when type == typeof(long) => 0L,
            (_, "stop") => 5.ToScalar(),
            (_, "step" or "alpha") when type == typeof(Scalar) => 1.ToScalar(),
            ("hardtanh" or "hardtanh_", "min") => (-1).ToScalar(),
            ("hardtanh" or "hardtanh_", "max") => 2.ToScalar(),
            _ => null,
        };

    private static Tensor Matrix() => torch.eye(4, dtype: float64) * 2 + 0.5;

    private static object? ByType(MethodInfo method, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(Tensor))
            return Leaf(method, Shape(method));
        if (type == typeof(Tensor[]) || type == typeof(IList<Tensor>))
            return (Tensor[])[Unit(4, 4), Unit(4, 4)];
        if (type == typeof(long[]))
            return (long[])[2, 3];
        if (type == typeof(Size))
            return (Size)(2, 3);
        if (type == typeof(Scalar))
            return 0.5.ToScalar();
        if (type == typeof(ScalarType))
            return float64;
        if (type == typeof(Generator))
            return null;
        if (type == typeof(Device))
            return CPU;
        if (type == typeof(string))
            return "ij";
        if (type == typeof(bool))
            return parameter.Name is not ("non_blocking" or "copy");
        if (type == typeof(double) || type == typeof(float))
            return Convert.ChangeType(parameter.Name == "end" || parameter.Name == "to" ? 1.0 : 0.5, type, null);
        return Convert.ChangeType(
            parameter.Name is "high" or "len" or "n" && method.Name != "matrix_power" ? 8
                : parameter.Name is "p" or "ind" or "start" ? 1
                : 2,
            Nullable.GetUnderlyingType(type) ?? type,
            null
        );
    }
}
