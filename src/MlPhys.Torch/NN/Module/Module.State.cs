namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by dotted name. The tensors are the module's own, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(
                Dictionary<string, Tensor>? destination = null,
                string? prefix = null
            )
            {
                destination ??= [];
                string Path(string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";
                foreach (var (key, parameter) in named_parameters(recurse: false))
                    destination.TryAdd(Path(key), parameter);
                foreach (var (key, buffer) in named_buffers(recurse: false, include_nonpersistent: false))
                    destination.TryAdd(Path(key), buffer);
                foreach (var (key, child) in named_children())
                    child.state_dict(destination, Path(key));
                return destination;
            }

            /// <summary>Copies values in. Everything is checked first: on an exception no tensor has changed.</summary>
            /// <returns>The names that the source lacks and those that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">
            /// A shape differs, or with <paramref name="strict"/> a name; the message lists all of them.
            /// </exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source,
                bool strict = true,
                IList<string>? skip = null
            )
            {
                var destination = state_dict();
                var asked = source.Keys.Except(skip ?? []).ToList();
                var missing = destination.Keys.Except(skip ?? []).Except(source.Keys).ToList();
                var unexpected = asked.Except(destination.Keys).ToList();
                var matched = asked.Where(destination.ContainsKey).ToList();
                var misshapen = matched.Where(key => !source[key].shape.SequenceEqual(destination[key].shape));
                var faults = misshapen.Select(key =>
                    $"'{key}' has shape [{string.Join(", ", source[key].shape)}], expected [{string.Join(", ", destination[key].shape)}]"
                );
                if (strict && missing.Count > 0)
                    faults = faults.Append($"missing: {Quoted(missing)}");
                if (strict && unexpected.Count > 0)
                    faults = faults.Append($"unexpected: {Quoted(unexpected)}");
                if (string.Join("; ", faults) is { Length: > 0 } message)
                    throw new InvalidOperationException($"The state does not fit {GetName()}: {message}.");

                using (no_grad())
                    foreach (var key in matched)
                        destination[key].copy_(source[key]);
                return (missing, unexpected);
            }

            private static string Quoted(IEnumerable<string> names) =>
                string.Join(", ", names.Select(key => $"'{key}'"));
        }
    }
}
