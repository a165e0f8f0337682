namespace MlPhys.Flows;

/// <summary>Checks on what a flow is given.</summary>
internal static class FlowInput
{
    public static void Check<T>(T[,] x, int columns, string name, string what)
        where T : struct
    {
        if (x.GetLength(1) != columns)
            throw new ArgumentException($"{name} has {x.GetLength(1)} columns, expected {columns} {what}", name);
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < columns; j++)
            if (!IsFinite(x[i, j]))
                throw new ArgumentException($"{name}[{i}, {j}] is {x[i, j]}, expected a finite number", name);
    }

    private static bool IsFinite<T>(T value) =>
        value switch
        {
            double d => double.IsFinite(d),
            float f => float.IsFinite(f),
            _ => true,
        };
}
