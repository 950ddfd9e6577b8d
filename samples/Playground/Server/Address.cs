using System.Net;
using System.Net.NetworkInformation;

namespace LstmGen.Samples.Playground.Server;

/// <summary>Where the page is served if nobody says: <c>--urls</c> does.</summary>
internal static class Address
{
    private const int Usual = 5080;

    /// <summary>The usual port, or any other where somebody listens there.</summary>
    public static string Free()
    {
        bool taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == Usual);
        return $"http://{IPAddress.Loopback}:{(taken ? 0 : Usual)}";
    }
}
