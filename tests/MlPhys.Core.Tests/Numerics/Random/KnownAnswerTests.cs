using System.Buffers.Binary;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Random;

/// <summary>The generators against the published reference sequences.</summary>
public class KnownAnswerTests
{
    [Fact]
    public void SplitMix64_gives_the_reference_sequence_of_seed_1234567()
    {
        var mix = new SplitMix64(1234567);
        ulong[] expected =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.Equal(expected, expected.Select(_ => mix.Next()));
    }

    [Fact]
    public void Xoshiro256_gives_the_reference_sequence_of_state_1_2_3_4()
    {
        var generator = new Xoshiro256(1, 2, 3, 4);
        ulong[] expected =
        [
            11520,
            0,
            1509978240,
            1215971899390074240,
            1216172134540287360,
            607988272756665600,
            16172922978634559625,
            8476171486693032832,
            10595114339597558777,
            2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => generator.Next()));
    }

    [Fact]
    public void A_jump_equals_2_to_the_128_steps()
    {
        // The step is linear over GF(2): its 256 x 256 bit matrix, squared 128 times, is the jump.
        var columns = Enumerable.Range(0, 256).Select(bit => Step(UnitVector(bit))).ToArray();
        for (var power = 0; power < 128; power++)
            columns = Array.ConvertAll(columns, column => Apply(columns, column));
        ulong[] state = [0x0123456789ABCDEF, 42, ulong.MaxValue, 7];
        Assert.Equal(Apply(columns, state), Words(Generator(state).Jumped()));
    }

    private static Xoshiro256 Generator(ulong[] s) => new(s[0], s[1], s[2], s[3]);

    private static ulong[] Step(ulong[] state)
    {
        var generator = Generator(state);
        generator.Next();
        return Words(generator);
    }

    private static ulong[] UnitVector(int bit)
    {
        var unit = new ulong[4];
        unit[bit / 64] = 1UL << bit % 64;
        return unit;
    }

    private static ulong[] Apply(ulong[][] columns, ulong[] vector)
    {
        var result = new ulong[4];
        for (var bit = 0; bit < 256; bit++)
            if ((vector[bit / 64] >> bit % 64 & 1) != 0)
                for (var word = 0; word < 4; word++)
                    result[word] ^= columns[bit][word];
        return result;
    }

    private static ulong[] Words(Xoshiro256 generator)
    {
        var bytes = new byte[32];
        generator.CopyTo(bytes);
        return [.. Enumerable.Range(0, 4).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i)))];
    }
}
