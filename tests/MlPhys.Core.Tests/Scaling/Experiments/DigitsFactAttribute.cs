using MlPhys.Data;

namespace MlPhys.Core.Tests.Scaling.Experiments;

/// <summary>A test on the handwritten digits, which are fetched, not shipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DigitsFactAttribute : FactAttribute
{
    public DigitsFactAttribute()
    {
        if (!DataCache.Default.Holds(DatasetCatalog.Digits.Files[0].File))
            Skip = "the digits are not here: ./build.sh data digits";
    }
}
