using System.Text;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class NpyBadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["array.npy"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_file_is_said() =>
        Assert.Contains(
            "there is no file",
            Assert.Throws<FileNotFoundException>(() => Npy.Read(FilePath)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_empty_file_is_said()
    {
        Refused("", "the file is empty");
        folder.Write("array.npz", "");
        Assert.Contains(
            "is empty",
            Assert.Throws<InvalidDataException>(() => Npz.Read(folder["array.npz"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_wrong_magic_number_is_said() =>
        Refused("PK\u0003\u0004 this is a ZIP archive", "wrong magic number 504B03042074");

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        Npy.Write(FilePath, new double[] { 1, 2, 3 });
        var whole = File.ReadAllBytes(FilePath);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Npy.Read(FilePath));
            Assert.Throws<InvalidDataException>(() => Npy.Open(FilePath).Dispose());
        }
        File.WriteAllBytes(FilePath, whole[..^5]);
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(FilePath));
        Assert.Contains("shape (3) of <f8 needs 24 bytes of data, found 19", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_after_the_data_are_refused()
    {
        Npy.Write(FilePath, new double[] { 1, 2, 3 });
        File.AppendAllText(FilePath, "more");
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(FilePath));
        Assert.Contains("needs 24 bytes of data, found 28", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }", "needs 32 bytes of data, found 24")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2), }", "shape (2, 2) of <i4 needs 16 bytes")]
    [InlineData("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (3,), }", "element type [('x', '<f8')]")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }", "element type '|O' is not supported")]
    [InlineData("{'descr': '<U7', 'fortran_order': False, 'shape': (3,), }", "element type '<U7' is not supported")]
    [InlineData("{'descr': '<f8', 'shape': (3,), }", "not an NPY header")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-3,), }", "not an NPY header")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", "beyond reason")]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }",
        "beyond reason"
    )]
    [InlineData("nonsense", "not an NPY header")]
    public void A_header_that_does_not_fit_is_said(string header, string said) => Refused(Header(header), said);

    [Fact]
    public void An_unknown_version_is_said()
    {
        Npy.Write(FilePath, new double[] { 1 });
        var bytes = File.ReadAllBytes(FilePath);
        bytes[6] = 9;
        File.WriteAllBytes(FilePath, bytes);
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(FilePath));
        Assert.Contains("NPY version 9.0, expected 1, 2 or 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_or_damaged_archive_is_refused(bool compress)
    {
        var path = folder["a.npz"];
        var values = NdArray.Of(Enumerable.Range(0, 500).Select(i => Math.Sqrt(i)).ToArray());
        Npz.Write(path, [new("x", values)], compress);
        var whole = File.ReadAllBytes(path);
        Assert.Equal(values.Doubles(), Npz.Read(path)["x"].Doubles());
        for (var length = 1; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(path, whole[..length]);
            var error = Assert.Throws<InvalidDataException>(() => Npz.Read(path));
            Assert.Contains("truncated or damaged", error.Message, StringComparison.Ordinal);
        }
        byte[] damaged = [.. whole];
        damaged[whole.Length / 2] ^= 1;
        File.WriteAllBytes(path, damaged);
        Assert.Throws<InvalidDataException>(() => Npz.Read(path));
    }

    [Fact]
    public void Two_arrays_of_one_name_are_refused_before_anything_is_written()
    {
        var path = folder["a.npz"];
        var values = NdArray.Of(new[] { 1.0 });
        Assert.Throws<ArgumentException>(() => Npz.Write(path, [new("x", values), new("x", values)]));
        Assert.False(File.Exists(path));
    }

    private void Refused(string content, string said)
    {
        File.WriteAllBytes(FilePath, Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(FilePath));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
    }

    private static string Header(string dictionary) =>
        "\u0093NUMPY\u0001\0" + (char)(dictionary.Length + 1) + "\0" + dictionary + "\n" + new string('\0', 24);
}
