using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A node in a tree of layers: it owns parameters, buffers and submodules under names. The module is wholly managed;
        /// only its tensors live in libtorch.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> submodules = [];
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
            private bool componentsRegistered;

            protected Module(string name) => this.name = name;

            protected string? name;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Registers every field that holds a module, a parameter or a tensor under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (componentsRegistered)
                    return;
                foreach (var field in FieldsOf(GetType()))
                {
                    var key = field.ComponentName();
                    if (submodules.ContainsKey(key) || ownParameters.ContainsKey(key) || ownBuffers.ContainsKey(key))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(key, module);
                            break;
                        case Parameter parameter:
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(key, tensor);
                            break;
                    }
                }
                componentsRegistered = true;
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                RefuseTaken(name);
                ownBuffers.Add(name, (Kept(tensor), persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                RefuseTaken(name);
                ownParameters.Add(name, Kept(param));
            }

            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }
                ArgumentException.ThrowIfNullOrEmpty(name);
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"A module name cannot contain '.', but is '{name}'.", nameof(name));
                RefuseTaken(name);
                submodules.Add(name, Registered(submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    ownParameters.Remove(name);
                else
                    ownParameters[name] = Kept(value);
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    ownBuffers.Remove(name);
                else
                    ownBuffers[name] = (Kept(value), persistent);
            }

            protected void ClearModules() => submodules.Clear();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, buffer) in named_buffers(recurse: false))
                    buffer.Dispose();
                foreach (var (_, parameter) in named_parameters(recurse: false))
                    parameter.Dispose();
                foreach (var (_, module) in named_children())
                    module.Dispose();
            }

            /// <summary>What a module holds outlives the dispose scope that it was made in.</summary>
            private protected static T Kept<T>(T tensor)
                where T : Tensor
            {
                tensor.DetachFromDisposeScope();
                return tensor;
            }

            private protected static T Registered<T>(T module)
                where T : Module
            {
                module.RegisterComponents();
                return module;
            }

            private void RefuseTaken(string name)
            {
                if (submodules.ContainsKey(name) || ownParameters.ContainsKey(name) || ownBuffers.ContainsKey(name))
                    throw new InvalidOperationException($"The name '{name}' is already registered in {GetName()}.");
            }

            private static IEnumerable<FieldInfo> FieldsOf(Type type)
            {
                const BindingFlags declared =
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var level = type; level is not null && level != typeof(Module); level = level.BaseType)
                    foreach (var field in level.GetFields(declared))
                        yield return field;
            }
        }
    }
}
