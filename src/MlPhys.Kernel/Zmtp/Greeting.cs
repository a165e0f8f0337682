namespace MlPhys.Kernel.Zmtp;

/// <summary>The first 64 bytes of a connection: signature, version 3.0, mechanism NULL.</summary>
internal static class Greeting
{
    public const int Length = 64;

    private const int VersionAt = 10;
    private const int MechanismAt = 12;
    private const int MechanismLength = 20;

    public static byte[] Write()
    {
        var greeting = new byte[Length];
        (greeting[0], greeting[9], greeting[VersionAt]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(MechanismAt));
        return greeting;
    }

    /// <exception cref="InvalidDataException">The peer speaks another protocol or wants another mechanism.</exception>
    public static void Check(ReadOnlySpan<byte> greeting)
    {
        if (greeting[0] != 0xFF || (greeting[9] & 1) == 0 || greeting[VersionAt] < 3)
            throw new InvalidDataException("the peer does not speak ZMTP 3");
        if (!greeting.Slice(MechanismAt, MechanismLength).TrimEnd((byte)0).SequenceEqual("NULL"u8))
            throw new InvalidDataException("the peer wants another mechanism than NULL");
    }
}
