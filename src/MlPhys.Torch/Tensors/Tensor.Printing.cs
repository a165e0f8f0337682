using System.Globalization;
using System.Numerics;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Rows and columns shown at each end of a long dimension.</summary>
        private const int EdgeItems = 3;

        private const int SummarizeAbove = 1000;

        /// <summary>Shape, type and device.</summary>
        public override string ToString() =>
            IsInvalid ? "[disposed]" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        /// <summary>The elements as NumPy prints them, long dimensions cut short in their middle.</summary>
        /// <param name="fltFormat">A .NET format for the numbers.</param>
        public string npstr(string? fltFormat = "g5")
        {
            using var scope = NewDisposeScope();
            var local = contiguous_on_cpu().reshape(shape);
            var text = new StringBuilder();
            Print(text, local, fltFormat, 0, local.numel() > SummarizeAbove);
            return text.ToString();
        }

        /// <summary>Shape and type, then the elements.</summary>
        public string str(string? fltFormat = "g5") => $"{this}\n{npstr(fltFormat)}";

        /// <summary>Writes the tensor to the console and hands it back.</summary>
        public Tensor print(string? fltFormat = "g5")
        {
            Console.WriteLine(str(fltFormat));
            return this;
        }

        private static void Print(StringBuilder text, Tensor tensor, string? format, int depth, bool cut)
        {
            if (tensor.dim() == 0)
            {
                text.Append(Text(tensor.ToScalar(), format));
                return;
            }
            text.Append('[');
            var count = tensor.size(0);
            for (var i = 0L; i < count; i++)
            {
                if (i > 0)
                    text.Append(tensor.dim() == 1 ? " " : "\n" + new string(' ', depth + 1));
                if (cut && count > 2 * EdgeItems && i == EdgeItems)
                {
                    text.Append("...");
                    i = count - EdgeItems - 1;
                    continue;
                }
                using var item = tensor.select(0, i);
                Print(text, item, format, depth + 1, cut);
            }
            text.Append(']');
        }

        private static string Text(Scalar value, string? format) =>
            value.Type == ScalarType.Bool ? value.ToBoolean().ToString()
            : torch.is_integral(value.Type) ? value.ToInt64().ToString(CultureInfo.InvariantCulture)
            : !torch.is_complex(value.Type) ? value.ToDouble().ToString(format, CultureInfo.InvariantCulture)
            : Text(value.ToComplexFloat64(), format);

        private static string Text(Complex value, string? format)
        {
            var sign = value.Imaginary < 0 ? "" : "+";
            return value.Real.ToString(format, CultureInfo.InvariantCulture)
                + sign
                + value.Imaginary.ToString(format, CultureInfo.InvariantCulture)
                + "i";
        }
    }
}
