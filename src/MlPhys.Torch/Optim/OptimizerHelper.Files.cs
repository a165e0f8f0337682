using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper
{
    public void save_state_dict(string location)
    {
        WholeFile.Write(
            location,
            stream =>
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                save_state_dict(writer);
            }
        );
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Encode(own.Options.Count);
        writer.Encode(own.State.Count);
        foreach (var options in own.Options)
            options.SaveStateDict(writer);
        foreach (var state in own.State)
            state.SaveStateDict(writer);
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <summary>Reads what <see cref="save_state_dict(BinaryWriter)"/> wrote: whole and checked, before anything changes.</summary>
    /// <exception cref="InvalidDataException">The file is of another optimiser or other parameters, or is damaged.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        using var scope = NewDisposeScope();
        var own = state_dict();
        var values = DamagedFile.Guard(() => Parsed(reader, own));
        foreach (var options in own.Options)
            options.Exchange(new StateAssigner(values, null));
        foreach (var group in groups)
        foreach (var parameter in group.List)
            states[parameter].Exchange(new StateAssigner(values, parameter));
    }

    private Queue<object?> Parsed(BinaryReader reader, StateDictionary own)
    {
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"The file holds the state of '{name}', expected '{GetType().Name}'.");
        RefuseOtherSize("parameter groups", reader.Decode(), own.Options.Count);
        RefuseOtherSize("parameters", reader.Decode(), own.State.Count);
        var values = new Queue<object?>();
        var parser = new StateParser(reader, values);
        foreach (var options in own.Options)
            options.Exchange(parser);
        foreach (var state in own.State)
            state.Exchange(parser);
        return values;
    }
}
