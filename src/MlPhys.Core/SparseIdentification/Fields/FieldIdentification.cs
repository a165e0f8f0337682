using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>The identification of a partial differential equation u_t = sum c d^k g(u)/dx^k from a measured field, in the
/// weak form, so that no derivative of the data is taken.</summary>
public sealed record FieldIdentification
{
    internal FieldIdentification(Field field) => Field = field;

    /// <summary>The measurements.</summary>
    public Field Field { get; }

    /// <summary>The functions g of the field.</summary>
    public Library Library { get; private init; } = Library.Polynomial(3);

    /// <summary>The highest order of derivatives in space.</summary>
    public int Order { get; private init; } = 4;

    /// <summary>Sets the functions of the field, whose derivatives in space are the candidates.</summary>
    public FieldIdentification WithLibrary(Library library) => this with { Library = library };

    /// <summary>Sets the highest order of derivatives in space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An order below 0 or above 6.</exception>
    public FieldIdentification WithOrder(int order) =>
        order is >= 0 and <= 6
            ? this with
            {
                Order = order,
            }
            : throw new ArgumentOutOfRangeException(nameof(order), order, "expected an order from 0 to 6");

    /// <summary>Finds the equation; widths of the test functions vote on its terms.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InvalidOperationException">A grid too small for test functions, or a library with inner parameters.</exception>
    public FieldLaw Fit(CancellationToken cancellation = default) => new FieldSearch(this, cancellation).Run();
}
