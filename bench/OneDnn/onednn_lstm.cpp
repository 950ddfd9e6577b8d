// oneDNN's LSTM primitive (2.x) as a peer of bench/Peers, for the raw LSTMs: one layer, one direction, input as wide as
// the hidden state.  c++ -O2 -std=c++17 -o onednn_lstm onednn_lstm.cpp -l:libdnnl.so.2
// Reads "open ID MODE THREADS SECONDS", "sample SECONDS" and "close" from standard input; answers each with JSON.
// infer: the weights lie in the primitive's own layout. train: forward and backward with the reorders of weights and
// of their gradients that each step needs; no loss, clipping or optimizer.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.hpp>
#include <sys/resource.h>

using dnnl::memory;
using Tag = memory::format_tag;
using Args = std::unordered_map<int, memory>;

static const int Steps = 100;
static dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
static dnnl::stream queue(cpu);

static double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static long switches()
{
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nivcsw;
}

static double megabytes(const char *key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(key, 0) == 0) return std::atof(line.c_str() + std::strlen(key)) / 1024;
    return 0;
}

static memory filled(const memory::desc &desc)
{
    memory m(desc, cpu);
    auto *p = static_cast<float *>(m.get_data_handle());
    for (size_t i = 0; i < desc.get_size() / sizeof(float); i++) p[i] = 0.1f * (std::rand() / float(RAND_MAX) - 0.5f);
    return m;
}

static void convert(memory &from, memory &to) { dnnl::reorder(from, to).execute(queue, from, to); }

struct Lstm {
    bool train;
    memory wx, wh, fx, fh, bx, bh, dx, dh, outX, outH, dBias;
    dnnl::lstm_forward forward;
    dnnl::lstm_backward backward;
    Args forwardArgs, backwardArgs;

    Lstm(int units, int batch, bool training) : train(training)
    {
        auto desc = [](memory::dims d, Tag t) { return memory::desc(d, memory::data_type::f32, t); };
        auto x = desc({Steps, batch, units}, Tag::tnc), state = desc({1, 1, batch, units}, Tag::ldnc);
        auto bias = desc({1, 1, 4, units}, Tag::ldgo), free = desc({1, 1, units, 4, units}, Tag::any);
        auto plain = desc({1, 1, units, 4, units}, Tag::ldgoi);
        auto direction = dnnl::rnn_direction::unidirectional_left2right;
        auto kind = train ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
        dnnl::lstm_forward::primitive_desc fd({kind, direction, x, state, state, free, free, bias, x, state, state}, cpu);
        forward = dnnl::lstm_forward(fd);
        wx = filled(plain), wh = filled(plain);
        fx = memory(fd.weights_layer_desc(), cpu), fh = memory(fd.weights_iter_desc(), cpu);
        convert(wx, fx), convert(wh, fh);
        forwardArgs = {{DNNL_ARG_SRC_LAYER, filled(x)}, {DNNL_ARG_SRC_ITER, filled(state)}, {DNNL_ARG_SRC_ITER_C, filled(state)},
            {DNNL_ARG_WEIGHTS_LAYER, fx}, {DNNL_ARG_WEIGHTS_ITER, fh}, {DNNL_ARG_BIAS, filled(bias)},
            {DNNL_ARG_DST_LAYER, filled(x)}, {DNNL_ARG_DST_ITER, filled(state)}, {DNNL_ARG_DST_ITER_C, filled(state)}};
        if (!train) return;
        forwardArgs.insert({DNNL_ARG_WORKSPACE, memory(fd.workspace_desc(), cpu)});
        dnnl::lstm_backward::primitive_desc bd({dnnl::prop_kind::backward, direction, x, state, state, free, free, bias, x, state, state,
            x, state, state, free, free, bias, x, state, state}, cpu, fd);
        backward = dnnl::lstm_backward(bd);
        bx = memory(bd.weights_layer_desc(), cpu), bh = memory(bd.weights_iter_desc(), cpu);
        dx = memory(bd.diff_weights_layer_desc(), cpu), dh = memory(bd.diff_weights_iter_desc(), cpu);
        outX = filled(plain), outH = filled(plain), dBias = filled(bias);
        backwardArgs = forwardArgs;
        backwardArgs[DNNL_ARG_WEIGHTS_LAYER] = bx, backwardArgs[DNNL_ARG_WEIGHTS_ITER] = bh;
        backwardArgs.insert({{DNNL_ARG_DIFF_SRC_LAYER, filled(x)}, {DNNL_ARG_DIFF_SRC_ITER, filled(state)}, {DNNL_ARG_DIFF_SRC_ITER_C, filled(state)},
            {DNNL_ARG_DIFF_WEIGHTS_LAYER, dx}, {DNNL_ARG_DIFF_WEIGHTS_ITER, dh}, {DNNL_ARG_DIFF_BIAS, dBias},
            {DNNL_ARG_DIFF_DST_LAYER, filled(x)}, {DNNL_ARG_DIFF_DST_ITER, filled(state)}, {DNNL_ARG_DIFF_DST_ITER_C, filled(state)}});
    }

    void run()
    {
        if (train) convert(wx, fx), convert(wh, fh);
        forward.execute(queue, forwardArgs);
        if (train) {
            convert(wx, bx), convert(wh, bh);
            for (memory *m : {&dx, &dh, &dBias}) std::memset(m->get_data_handle(), 0, m->get_desc().get_size());
            backward.execute(queue, backwardArgs);
            convert(dx, outX), convert(dh, outH);
        }
        queue.wait();
    }
};

int main()
{
    auto *version = dnnl_version();
    std::printf("{\"peer\":\"onednn\",\"version\":\"%d.%d.%d\",\"label\":\"lstm-primitive\",\"modes\":[\"infer\",\"train\"],\"cases\":\"raw_lstm_*\"}\n",
        version->major, version->minor, version->patch);
    std::fflush(stdout);
    auto *setThreads = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    std::unique_ptr<Lstm> lstm;
    int inner = 1, units = 0, batch = 0;
    double base = 0;
    for (std::string line, verb, id, mode; std::getline(std::cin, line); std::fflush(stdout)) {
        std::istringstream words(line);
        words >> verb;
        if (verb == "open") {
            int threads;
            double budget, once, start = seconds();
            words >> id >> mode >> threads >> budget;
            std::sscanf(id.c_str(), "raw_lstm_h%d_b%d", &units, &batch);
            if (setThreads) setThreads(threads);
            std::ofstream("/proc/self/clear_refs") << "5";
            base = megabytes("VmRSS:");
            lstm = std::make_unique<Lstm>(units, batch, mode == "train");
            int runs = 0;
            do {
                double begin = seconds();
                lstm->run();
                once = seconds() - begin;
            } while (++runs < 2 || seconds() - start < budget);
            inner = once > 2e-3 ? 1 : int(2e-3 / once) + 1;
            std::printf("{\"once_ms\":%g}\n", once * 1e3);
        } else if (verb == "sample") {
            double budget, start = seconds();
            words >> budget;
            std::string times, clean;
            do {
                long before = switches();
                double begin = seconds();
                for (int i = 0; i < inner; i++) lstm->run();
                times += (times.empty() ? "" : ",") + std::to_string((seconds() - begin) / inner * 1e3);
                clean += std::string(clean.empty() ? "" : ",") + (switches() == before ? "true" : "false");
            } while (seconds() - start < budget);
            std::printf("{\"t\":[%s],\"clean\":[%s]}\n", times.c_str(), clean.c_str());
        } else {
            lstm.reset();
            std::printf("{\"rss_base_mb\":%.1f,\"rss_peak_mb\":%.1f,\"params\":%d}\n", base, megabytes("VmHWM:"), 8 * units * units + 4 * units);
        }
    }
}
