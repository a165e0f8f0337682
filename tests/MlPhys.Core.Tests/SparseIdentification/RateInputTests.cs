using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

public class RateInputTests
{
    [Fact]
    public void A_missing_value_is_named_with_its_row() =>
        Says(
            "column 'rate' has 1 values that are not finite, first at row 2",
            () => RateTable.Of("rate", [1, double.NaN])
        );

    [Fact]
    public void Columns_have_one_length() =>
        Says("column 's' has 2 values, expected 3", () => RateTable.Of("rate", [1, 2, 3]).With("s", [1, 2]));

    [Fact]
    public void Names_are_used_once() =>
        Says("column 'rate' is there twice", () => RateTable.Of("rate", [1, 2]).With("rate", [1, 2]));

    [Fact]
    public void A_law_needs_conditions_and_measurements()
    {
        Assert.Throws<InvalidOperationException>(() => SparseModel.For(RateTable.Of("rate", [1, 2, 3, 4, 5])).Fit());
        Assert.Throws<InvalidOperationException>(() =>
            SparseModel.For(RateTable.Of("rate", [1, 2, 3]).With("s", [1, 2, 3])).Fit()
        );
    }

    [Fact]
    public void A_constant_condition_is_named() =>
        Assert.Contains(
            "column 'T' is 300 throughout, expected one that changes",
            Assert
                .Throws<InvalidOperationException>(() =>
                    SparseModel.For(RateTable.Of("rate", [1, 2, 3, 4]).With("T", [300, 300, 300, 300])).Fit()
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_function_that_is_not_finite_on_the_data_is_named() =>
        Says(
            "'log(s)' is not finite on the data",
            () =>
                SparseModel
                    .For(RateTable.Of("rate", [1, 2, 3, 4, 5]).With("s", [0, 1, 2, 3, 4]))
                    .WithLibrary(Library.Custom("log", s => Formula.Log(s[0])))
                    .Fit()
        );

    [Fact]
    public void A_parametric_term_without_parameter_is_refused() =>
        Says(
            "'line' uses no inner parameter",
            () =>
                SparseModel
                    .For(RateTable.Of("rate", [1, 2, 3, 4, 5]).With("s", [1, 2, 3, 4, 5]))
                    .WithLibrary(Library.Parametric("line", (s, _) => s[0]))
                    .Fit()
        );

    [Fact]
    public void Bounds_must_rise() =>
        Says(
            "parameter 'K' has bounds 2 to 1",
            () =>
                SparseModel
                    .For(RateTable.Of("rate", [1, 2, 3, 4, 5]).With("s", [1, 2, 3, 4, 5]))
                    .WithLibrary(Library.Parametric("s", (s, k) => s[0] / (k[0] + s[0]), new FreeParameter("K", 2, 1)))
                    .Fit()
        );

    private static void Says(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
