namespace TorchSharp;

public static partial class torch
{
    private static ScalarType default_dtype = ScalarType.Float32;
    private static Device default_device = new(DeviceType.CPU);

    /// <summary>The element type of new tensors that name none; float32 unless set.</summary>
    /// <exception cref="ArgumentException">Not a floating-point type.</exception>
    public static void set_default_dtype(ScalarType dtype) =>
        default_dtype = is_floating_point(dtype)
            ? dtype
            : throw new ArgumentException($"{dtype} is no floating-point type.", nameof(dtype));

    public static ScalarType get_default_dtype() => default_dtype;

    /// <summary>Where new tensors live that name no device; the CPU unless set.</summary>
    public static void set_default_device(Device device) => default_device = device;

    public static void set_default_device(string device) => default_device = new(device);

    public static Device get_default_device() => default_device;

    /// <summary>A matrix with ones on its diagonal; square unless the columns are named.</summary>
    public static Tensor eye(
        long rows,
        long columns = -1L,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
    {
        var identity = eye_of(rows, columns < 0 ? rows : columns, dtype ?? default_dtype, device ?? default_device);
        return requires_grad ? identity.requires_grad_() : identity;
    }
}
