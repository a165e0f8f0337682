using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Runs;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["state.checkpoint"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Arrays_and_record_come_back_to_the_same_bits()
    {
        var file = CheckpointFile.At(FilePath, "test");
        Prop.ForAll<double[], long, double>(
                (values, count, number) =>
                {
                    file.Save(
                        Checkpoint
                            .Empty.With("values", values)
                            .With(
                                "matrix",
                                new[,]
                                {
                                    { 1f, 2f, 3f },
                                    { 4f, 5f, 6f },
                                }
                            )
                            .With("flags", new[] { true, false })
                            .With("phases", new[] { new Complex(1, -2) })
                            .WithMetadata(new State(count, number))
                    );
                    var state = file.Load().State;
                    return state.MetadataAs<State>().Equals(new State(count, number))
                        && state.Array("values").As<double>().AsSpan().SequenceEqual(values)
                        && state.Array("matrix").Shape.SequenceEqual([2, 3])
                        && state.Array("phases").As<Complex>()[0] == new Complex(1, -2);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_saved_state_does_not_follow_the_array_it_was_made_from()
    {
        double[] values = [1, 2];
        var state = Checkpoint.Empty.With("values", values);
        values[0] = 9;
        Assert.Equal([1, 2], state.Array("values").As<double>());
    }

    [Fact]
    public void A_missing_array_is_named_with_those_there_are()
    {
        var error = Assert.Throws<KeyNotFoundException>(() =>
            Checkpoint.Empty.With("weights", new double[1]).Array("bias")
        );
        Assert.Equal("the checkpoint has no array 'bias', found 'weights'", error.Message);
    }

    [Fact]
    public void Torn_at_every_length_the_generation_before_is_used()
    {
        var file = Saved(1, 2);
        var whole = File.ReadAllBytes(FilePath);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            var loaded = file.Load();
            Assert.Equal(1, loaded.State.MetadataAs<int>());
            Assert.Contains("torn", Assert.Single(loaded.Refused), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_at_every_byte_the_generation_before_is_used()
    {
        var file = Saved(1, 2);
        var whole = File.ReadAllBytes(FilePath);
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(FilePath, damaged);
            var loaded = file.Load();
            Assert.Equal(1, loaded.State.MetadataAs<int>());
            Assert.Single(loaded.Refused);
        }
    }

    [Fact]
    public void Saving_over_a_torn_file_does_not_give_up_the_good_one()
    {
        var file = Saved(1, 2);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..100]);
        file.Save(Checkpoint.Empty.WithMetadata(3));
        Assert.Equal(3, file.Load().State.MetadataAs<int>());
        File.Delete(FilePath);
        Assert.Equal(1, file.Load().State.MetadataAs<int>());
    }

    [Fact]
    public void A_foreign_file_is_neither_read_nor_overwritten()
    {
        folder.Write("state.checkpoint", "Dear diary, this is no checkpoint at all, but it is dear to me.");
        var file = CheckpointFile.At(FilePath, "test");
        var reading = Assert.Throws<InvalidDataException>(() => file.Load());
        var writing = Assert.Throws<InvalidDataException>(() => file.Save(Checkpoint.Empty));
        Assert.Contains("is no checkpoint", reading.Message, StringComparison.Ordinal);
        Assert.Contains("is not overwritten", writing.Message, StringComparison.Ordinal);
        Assert.StartsWith("Dear diary", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "data-1")]
    [InlineData("test", "data-2")]
    public void A_checkpoint_of_something_else_is_refused(string kind, string fingerprint)
    {
        CheckpointFile.At(FilePath, "test", "data-1").Save(Checkpoint.Empty);
        var other = CheckpointFile.At(FilePath, kind, fingerprint);
        var error = Assert.Throws<InvalidDataException>(() => other.Load());
        Assert.Contains(
            $"is of kind 'test' with fingerprint 'data-1', expected kind '{kind}' with fingerprint '{fingerprint}'",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidDataException>(() => other.Save(Checkpoint.Empty));
    }

    [Fact]
    public void A_later_format_is_refused()
    {
        Saved(1);
        var bytes = File.ReadAllBytes(FilePath);
        bytes[8] = 2;
        File.WriteAllBytes(FilePath, bytes);
        var error = Assert.Throws<InvalidDataException>(() => CheckpointFile.At(FilePath, "test").Load());
        Assert.Contains("has format version 2, expected 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_checkpoint_is_said_plainly()
    {
        var file = CheckpointFile.At(FilePath, "test");
        Assert.False(file.Exists);
        Assert.Throws<FileNotFoundException>(() => file.Load());
    }

    [Fact]
    public void A_record_of_another_shape_is_refused()
    {
        Saved(1);
        var state = CheckpointFile.At(FilePath, "test").Load().State;
        Assert.Throws<InvalidDataException>(() => state.MetadataAs<State>());
    }

    private CheckpointFile Saved(params int[] generations)
    {
        var file = CheckpointFile.At(FilePath, "test");
        foreach (var generation in generations)
            file.Save(Checkpoint.Empty.With("state", new[] { 1.5, generation }).WithMetadata(generation));
        return file;
    }

    private sealed record State(long Count, double Number)
    {
        public bool Equals(State? other) =>
            other is not null
            && Count == other.Count
            && BitConverter.DoubleToInt64Bits(Number) == BitConverter.DoubleToInt64Bits(other.Number);

        public override int GetHashCode() => HashCode.Combine(Count, Number);
    }
}
