#include <algorithm>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <variant>

#include "sample/text.hpp"

namespace sample {

namespace {

struct Value;
using Array = std::vector<Value>;
using Object = std::map<std::string, Value>;

struct Value {
    std::variant<std::nullptr_t, bool, double, std::string, std::shared_ptr<Array>, std::shared_ptr<Object>> held;
};

class Reader {
public:
    explicit Reader(const std::string &text) : in(text) {}

    Value document() {
        Value value = read();
        in >> std::ws;
        if (in.peek() != std::istringstream::traits_type::eof()) throw std::invalid_argument("text after the end");
        return value;
    }

private:
    std::istringstream in;

    char next() {
        in >> std::ws;
        int c = in.get();
        if (c < 0) throw std::invalid_argument("unexpected end");
        return static_cast<char>(c);
    }

    Value read() {
        char c = next();
        if (c == '{') return Value{object()};
        if (c == '[') return Value{array()};
        if (c == '"') return Value{string()};
        in.unget();
        if (std::isalpha(static_cast<unsigned char>(c))) return word();
        double number = 0;
        if (!(in >> number)) throw std::invalid_argument("not a value");
        return Value{number};
    }

    Value word() {
        std::string text;
        while (std::isalpha(in.peek())) text += static_cast<char>(in.get());
        if (text == "true" || text == "false") return Value{text == "true"};
        if (text == "null") return Value{nullptr};
        throw std::invalid_argument("unknown word " + text);
    }

    std::string string() {
        std::string text;
        for (int c = in.get(); c != '"'; c = in.get()) {
            if (c < 0) throw std::invalid_argument("unclosed string");
            text += static_cast<char>(c);
            if (c == '\\') text += static_cast<char>(in.get());
        }
        return text;
    }

    template <typename Item>
    void items(char close, Item item) {
        char c = next();
        if (c == close) return;
        in.unget();
        do item(); while ((c = next()) == ',');
        if (c != close) throw std::invalid_argument("expected , or the end of the list");
    }

    std::shared_ptr<Array> array() {
        auto list = std::make_shared<Array>();
        items(']', [&] { list->push_back(read()); });
        return list;
    }

    std::shared_ptr<Object> object() {
        auto map = std::make_shared<Object>();
        items('}', [&] {
            if (next() != '"') throw std::invalid_argument("a key is a string");
            std::string key = string();
            if (next() != ':') throw std::invalid_argument("expected :");
            (*map)[key] = read();
        });
        return map;
    }
};

struct Writer {
    std::ostream &out;
    int depth;

    void line() const { out << '\n' << std::string(static_cast<std::size_t>(depth) * 2, ' '); }
    void operator()(std::nullptr_t) const { out << "null"; }
    void operator()(bool b) const { out << (b ? "true" : "false"); }
    void operator()(double d) const { out << d; }
    void operator()(const std::string &s) const { out << '"' << s << '"'; }
    void operator()(const std::shared_ptr<Array> &list) const {
        const char *separator = "[";
        for (const Value &value : *list) {
            out << separator;
            std::visit(*this, value.held);
            separator = ", ";
        }
        out << (list->empty() ? "[]" : "]");
    }
    void operator()(const std::shared_ptr<Object> &map) const {
        Writer inner{out, depth + 1};
        const char *separator = "{";
        for (const auto &[key, value] : *map) {
            out << separator;
            inner.line();
            out << '"' << key << "\": ";
            std::visit(inner, value.held);
            separator = ",";
        }
        if (map->empty()) out << '{';
        else line();
        out << '}';
    }
};

}  // namespace

std::string format_json(const std::string &json) {
    std::ostringstream out;
    std::visit(Writer{out, 0}, Reader(json).document().held);
    return out.str();
}

}  // namespace sample
