using FsCheck;
using FsCheck.Fluent;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Runs;

public class SeedsTests
{
    /// <summary>Computed by hashlib.sha256(struct.pack("&lt;qq", seed, index) + purpose): the documented definition.</summary>
    [Theory]
    [InlineData(42, "init", 0, 7107499046952493529L)]
    [InlineData(-1, "Würfel", 7, -994082983215494131L)]
    public void Are_the_documented_hash(long seed, string purpose, long index, long expected) =>
        Assert.Equal(expected, Seeds.Derive(seed, purpose, index));

    [Fact]
    public void Differ_by_seed_purpose_and_index() =>
        Prop.ForAll<long, long>(
                (seed, index) =>
                    new[]
                    {
                        Seeds.Derive(seed, "init", index),
                        Seeds.Derive(seed, "data", index),
                        Seeds.Derive(seed, "init", index + 1),
                        Seeds.Derive(seed + 1, "init", index),
                    }
                        .Distinct()
                        .Count() == 4
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_empty_purpose_is_refused() => Assert.Throws<ArgumentException>(() => Seeds.Derive(1, ""));
}
