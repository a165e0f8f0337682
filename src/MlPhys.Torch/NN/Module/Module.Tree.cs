using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool isTraining = true;

            public virtual bool training => isTraining;

            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var (_, child) in named_children())
                    child.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Calls <paramref name="fn"/> on every submodule, then on this module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in named_children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                submodules.Select(entry => (entry.Key, entry.Value));

            /// <summary>All descendants, without the module itself (as in TorchSharp; PyTorch lists the module too).</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                    yield return child;
                foreach (var (childName, child) in named_children())
                foreach (var (innerName, inner) in child.named_modules())
                    yield return ($"{childName}.{innerName}", inner);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>Each parameter once, under the first name that it has: a shared parameter is listed a single time.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (key, parameter) in ownParameters)
                    if (seen.Add(parameter))
                        yield return (key, parameter);
                if (!recurse)
                    yield break;
                foreach (var (childName, child) in named_children())
                foreach (var (key, parameter) in child.named_parameters())
                    if (seen.Add(parameter))
                        yield return ($"{childName}.{key}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true,
                bool include_nonpersistent = true
            )
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (key, (tensor, persistent)) in ownBuffers)
                    if ((persistent || include_nonpersistent) && seen.Add(tensor))
                        yield return (key, tensor);
                if (!recurse)
                    yield break;
                foreach (var (childName, child) in named_children())
                foreach (var (key, tensor) in child.named_buffers(true, include_nonpersistent))
                    if (seen.Add(tensor))
                        yield return ($"{childName}.{key}", tensor);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Tensor? get_buffer(string target) =>
                ownBuffers.TryGetValue(target, out var entry) ? entry.Tensor
                : Step(target) is var (child, rest) ? child.get_buffer(rest)
                : null;

            public virtual Parameter? get_parameter(string target) =>
                ownParameters.TryGetValue(target, out var parameter) ? parameter
                : Step(target) is var (child, rest) ? child.get_parameter(rest)
                : null;

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                    parameter.ForgetGradient(set_to_none);
            }

            /// <summary>The child that a dotted path begins with, and the rest of the path.</summary>
            private (Module Child, string Path)? Step(string target)
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0)
                    return null;
                var child = named_children().FirstOrDefault(entry => entry.name == target[..dot]).module;
                return child is null ? null : (child, target[(dot + 1)..]);
            }
        }
    }
}
