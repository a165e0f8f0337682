using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Writes the state in TorchSharp's file format.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                WholeFile.Write(location, stream => save(stream, skip));
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(
                BinaryWriter writer,
                Dictionary<string, Tensor> sd,
                IList<string>? skip = null
            )
            {
                var entries = sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToList();
                writer.Encode(entries.Count);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(
                string location,
                bool strict = true,
                IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null
            )
            {
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(
                Stream stream,
                bool strict = true,
                IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null
            )
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads a state in TorchSharp's file format: whole and checked, before the first tensor changes.</summary>
            /// <param name="reader">Stands at the number of entries.</param>
            /// <param name="strict">Refuse names that only one side has.</param>
            /// <param name="skip">Names to leave as they are.</param>
            /// <param name="loadedParameters">Receives each name in the file, and whether the module has it.</param>
            /// <exception cref="InvalidOperationException">Names, shapes or element types differ; the message tells which.</exception>
            /// <exception cref="InvalidDataException">The file is damaged.</exception>
            public virtual Module load(
                BinaryReader reader,
                bool strict = true,
                IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null
            )
            {
                using var scope = NewDisposeScope();
                var own = state_dict();
                var source = DamagedFile.Guard(() => ReadEntries(reader));
                foreach (var (key, tensor) in source)
                    if (own.TryGetValue(key, out var mine) && mine.dtype != tensor.dtype && skip?.Contains(key) != true)
                        throw new InvalidOperationException(
                            $"'{key}' is {tensor.dtype} in the file, expected {mine.dtype}."
                        );
                load_state_dict(source, strict, skip);
                foreach (var key in source.Keys)
                    loadedParameters?.Add(key, own.ContainsKey(key));
                return this;
            }

            private static Dictionary<string, Tensor> ReadEntries(BinaryReader reader)
            {
                var entries = new Dictionary<string, Tensor>();
                for (var left = reader.Decode(); left > 0; left--)
                {
                    var key = reader.ReadString();
                    entries[key] = TensorExtensionMethods.Load(reader);
                }
                return entries;
            }

            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);
        }
    }
}
