using MlPhys.Numerics.Threads;

namespace MlPhys.Core.Tests.Numerics.Threads;

public class WorkTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_piece_is_done_once(int members)
    {
        using var team = new WorkTeam(members);
        for (var round = 0; round < 200; round++)
        {
            var done = new int[37];
            team.Run(done.Length, (piece, _) => done[piece]++);
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_fault_reaches_the_caller_and_the_team_lives_on()
    {
        using var team = new WorkTeam(2);
        Assert.Throws<AggregateException>(() =>
            team.Run(10, (piece, _) => throw new InvalidOperationException($"piece {piece}"))
        );
        var sum = 0;
        team.Run(10, (piece, _) => Interlocked.Add(ref sum, piece));
        Assert.Equal(45, sum);
    }
}
