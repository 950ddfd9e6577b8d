using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LstmGen.AspNetCore;

/// <summary>Adds models to a service.</summary>
public static class RecurrentModelServices
{
    /// <summary>
    /// Adds a model with the weights of a file: <typeparamref name="T"/> as a singleton for all requests, <see cref="LoadedModel{T}"/>
    /// beside it, and a health check. The file is loaded when the service starts.
    /// </summary>
    /// <typeparam name="T">A generated model.</typeparam>
    /// <param name="services">The service's collection.</param>
    /// <param name="path">A safetensors file that the model can load.</param>
    /// <param name="options">Reload, health check, what is expected of the file; null for the defaults.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ArgumentException">The path is empty, an option is out of range, or the model was added before.</exception>
    public static IServiceCollection AddRecurrentModel<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services, string path, RecurrentModelOptions? options = null)
        where T : class, IRecurrentModel
    {
        ConstructorInfo constructor = typeof(T).GetConstructor([typeof(long)])
            ?? throw new ArgumentException(
                $"{typeof(T).Name} has no constructor that takes a seed, so it is not a generated model. Use the "
                    + "overload that takes a function.",
                nameof(services));
        return services.AddRecurrentModel(path, _ => (T)constructor.Invoke([0L]), options);
    }

    /// <summary>
    /// The same for a model that is made by a function, such as an <see cref="EncoderDecoder"/> or a model on a GPU. On a GPU requests that
    /// call Predict take turns; a stream's steps there, and all else, are to be put in <c>lock (device)</c>.
    /// </summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="services">The service's collection.</param>
    /// <param name="path">A safetensors file that the model can load.</param>
    /// <param name="create">Makes the model; its weights are then replaced by the file's.</param>
    /// <param name="options">Reload, health check, what is expected of the file; null for the defaults.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ArgumentException">The path is empty, an option is out of range, or the model was added before.</exception>
    public static IServiceCollection AddRecurrentModel<T>(
        this IServiceCollection services, string path, Func<IServiceProvider, T> create, RecurrentModelOptions? options = null)
        where T : class, IRecurrentModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(create);
        RecurrentModelOptions chosen = options ?? new();
        chosen.Require(nameof(options));
        if (services.Any(service => service.ServiceType == typeof(LoadedModel<T>)))
            throw new ArgumentException(
                $"{typeof(T).Name} was added before. Add each model once; a second file needs a second class.", nameof(services));

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new LoadedModel<T>(
            create(provider), path, chosen,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LoadedModel<T>>>()));
        services.AddSingleton(provider => provider.GetRequiredService<LoadedModel<T>>().Model);
        services.AddSingleton<IHostedService>(provider => new ModelFileWatcher<T>(
            provider.GetRequiredService<LoadedModel<T>>(), chosen, provider.GetRequiredService<TimeProvider>()));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            chosen.HealthCheckName ?? typeof(T).Name, provider => new ModelHealthCheck<T>(provider.GetRequiredService<LoadedModel<T>>()),
            HealthStatus.Degraded, ["lstmgen"]));
        return services;
    }
}
