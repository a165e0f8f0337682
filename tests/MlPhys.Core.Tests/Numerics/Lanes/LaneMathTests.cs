using System.Runtime.Intrinsics;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Core.Tests.Numerics.Lanes;

public class LaneMathTests
{
    [Fact]
    public void Functions_in_double_precision_are_those_of_the_runtime()
    {
        for (var n = -4000; n <= 4000; n++)
        {
            var x = n * 0.173;
            Assert.Equal(1, LaneMath<double>.Exp(Vector512.Create(x))[0] / Math.Exp(x), 1e-15);
            var (sin, cos) = LaneAngles<double>.SinCos(Vector512.Create(x));
            Assert.Equal(Math.Sin(x), sin[0], 4e-16);
            Assert.Equal(Math.Cos(x), cos[0], 4e-16);
            var y = Math.Exp(0.1 * x);
            Assert.Equal(0.1 * x, LaneMath<double>.Log(Vector512.Create(y))[0], 4e-16 * (1 + Math.Abs(0.1 * x)));
        }
    }

    [Fact]
    public void Functions_in_single_precision_are_those_of_the_runtime()
    {
        for (var n = -4000; n <= 4000; n++)
        {
            var x = n * 0.02f;
            Assert.Equal(1, LaneMath<float>.Exp(Vector512.Create(x))[0] / Math.Exp(x), 3e-7);
            var (sin, cos) = LaneAngles<float>.SinCos(Vector512.Create(10 * x));
            Assert.Equal(Math.Sin(10 * x), sin[0], 2e-7);
            Assert.Equal(Math.Cos(10 * x), cos[0], 2e-7);
            Assert.Equal(Math.Tanh(0.2 * x), LaneMath<float>.Tanh(Vector512.Create(0.2f * x))[0], 3e-7);
            var y = (float)Math.Exp(x);
            Assert.Equal(Math.Log(y), LaneMath<float>.Log(Vector512.Create(y))[0], 3e-7 * (1 + Math.Abs(x)));
        }
    }

    [Fact]
    public void A_program_computes_constants_at_once_and_fuses_products_with_sums()
    {
        var program = LaneProgram.Of(
            2,
            (builder, x) =>
            {
                var zero = builder.Constant(0);
                var product = x[0] * x[1];
                return [zero * product + (zero + 2) * product + 0.0 + x[0] * x[1] * 1.0 + x[1] * x[1]];
            }
        );
        Assert.Equal(
            [LaneOp.Input, LaneOp.Multiply, LaneOp.AddScaled, LaneOp.MultiplyAdd],
            program.Instructions.Select(i => i.Op)
        );
        var machine = new LaneMachine<double>(program, backward: false);
        machine.Input(0).Fill(3);
        machine.Input(1).Fill(5);
        machine.Forward(new LaneBuffer<double>(0));
        Assert.Equal(70, machine.Output(0)[0]);
    }
}
