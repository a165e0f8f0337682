namespace TorchSharp;

/// <summary>One exception for whatever is wrong with a file's bytes.</summary>
internal static class DamagedFile
{
    /// <exception cref="InvalidDataException">The bytes end early or are not what the format says.</exception>
    public static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"The file is damaged: {broken.Message}", broken);
        }
    }
}
