using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Visits the fields of an optimiser's options or state. Each type names its fields once, in
/// <see cref="OptimizerOptions.Exchange"/>; saving, loading, copying and defaults are visitors.
/// </summary>
internal abstract class StateExchange
{
    public abstract void Field(ref double value);
    public abstract void Field(ref double? value);
    public abstract void Field(ref bool? value);
    public abstract void Field(ref long value);
    public abstract void Field(ref Tensor tensor);
    public abstract void Optional(ref Tensor? tensor);
}

/// <summary>Writes fields to a file.</summary>
internal sealed class StateWriter(BinaryWriter writer) : StateExchange
{
    public override void Field(ref double value) => writer.Write(value);

    public override void Field(ref double? value) => writer.Write(value ?? throw Unset());

    public override void Field(ref bool? value) => writer.Write(value ?? throw Unset());

    public override void Field(ref long value) => writer.Write(value);

    public override void Field(ref Tensor tensor) => tensor.Save(writer);

    public override void Optional(ref Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    private static InvalidOperationException Unset() =>
        new("These options were never given to an optimiser, which would fill in what is not set.");
}

/// <summary>Reads values for fields from a file, checks them against the fields and keeps them; changes nothing.</summary>
internal sealed class StateParser(BinaryReader reader, Queue<object?> values) : StateExchange
{
    public override void Field(ref double value) => values.Enqueue(reader.ReadDouble());

    public override void Field(ref double? value) => values.Enqueue(reader.ReadDouble());

    public override void Field(ref bool? value) => values.Enqueue(reader.ReadBoolean());

    public override void Field(ref long value) => values.Enqueue(reader.ReadInt64());

    public override void Field(ref Tensor tensor) => values.Enqueue(Parsed(tensor));

    public override void Optional(ref Tensor? tensor) => values.Enqueue(reader.ReadBoolean() ? Parsed(tensor) : null);

    private Tensor Parsed(Tensor? current)
    {
        var stored = TensorExtensionMethods.Load(reader);
        if (current is not null && !stored.shape.SequenceEqual(current.shape))
            throw new InvalidDataException(
                $"The stored state has shape [{string.Join(", ", stored.shape)}], expected [{string.Join(", ", current.shape)}]."
            );
        return stored;
    }
}

/// <summary>Keeps copies of fields.</summary>
internal sealed class StateCollector(Queue<object?> values) : StateExchange
{
    public override void Field(ref double value) => values.Enqueue(value);

    public override void Field(ref double? value) => values.Enqueue(value);

    public override void Field(ref bool? value) => values.Enqueue(value);

    public override void Field(ref long value) => values.Enqueue(value);

    public override void Field(ref Tensor tensor) => values.Enqueue(tensor.clone());

    public override void Optional(ref Tensor? tensor) => values.Enqueue(tensor?.clone());
}

/// <summary>Puts kept values into fields, on the device and in the type that the field had.</summary>
internal sealed class StateAssigner(Queue<object?> values, Parameter? parameter) : StateExchange
{
    public override void Field(ref double value) => value = (double)values.Dequeue()!;

    public override void Field(ref double? value) => value = (double?)values.Dequeue();

    public override void Field(ref bool? value) => value = (bool?)values.Dequeue();

    public override void Field(ref long value) => value = (long)values.Dequeue()!;

    public override void Field(ref Tensor tensor) => tensor = Placed((Tensor)values.Dequeue()!, tensor);

    public override void Optional(ref Tensor? tensor) =>
        tensor = values.Dequeue() is Tensor stored ? Placed(stored, tensor) : null;

    private Tensor Placed(Tensor stored, Tensor? former)
    {
        former?.Dispose();
        return stored.to(parameter!.device).DetachFromDisposeScope();
    }
}

/// <summary>Fills what is unset from kept values.</summary>
internal sealed class DefaultsAssigner(Queue<object?> values) : StateExchange
{
    public override void Field(ref double value) => values.Dequeue();

    public override void Field(ref double? value)
    {
        var kept = (double?)values.Dequeue();
        value ??= kept;
    }

    public override void Field(ref bool? value)
    {
        var kept = (bool?)values.Dequeue();
        value ??= kept;
    }

    public override void Field(ref long value) => values.Dequeue();

    public override void Field(ref Tensor tensor) => values.Dequeue();

    public override void Optional(ref Tensor? tensor) => values.Dequeue();
}

/// <summary>Applies a function to each tensor: frees it, moves it.</summary>
internal sealed class TensorVisitor(Func<Tensor, Tensor> change) : StateExchange
{
    public override void Field(ref double value) { }

    public override void Field(ref double? value) { }

    public override void Field(ref bool? value) { }

    public override void Field(ref long value) { }

    public override void Field(ref Tensor tensor) => tensor = change(tensor);

    public override void Optional(ref Tensor? tensor) => tensor = tensor is null ? null : change(tensor);
}
