using System.Net;
using System.Net.Sockets;
using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Tests.Zmtp;

public class PeerTests
{
    [Fact]
    public void A_connection_may_be_closed_from_all_sides_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        for (var round = 0; round < 200; round++)
        {
            using var client = new TcpClient();
            client.Connect((IPEndPoint)listener.LocalEndpoint);
            var peer = new ZmtpPeer(listener.AcceptSocket());
            Parallel.Invoke([.. Enumerable.Repeat(peer.Dispose, 8)]);
        }
    }
}
