namespace MlPhys.Data;

/// <summary>A file that a <see cref="DataCache"/> may hold, and what it must be.</summary>
/// <param name="Set">The data set it belongs to: a folder of the cache.</param>
/// <param name="Name">File name.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 hexadecimal digits.</param>
public sealed record CachedFile(string Set, string Name, long Length, string Sha256);
